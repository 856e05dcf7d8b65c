package org.stirrup.loader.ipxe;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.content.ResourcePath;

/**
 * iPXE's programs as the operating system's packages install them.
 *
 * @param folders where to look
 * @param driversFirst whether UEFI machines are rather sent the build with drivers of its own
 */
record Programs(ProgramFolders folders, boolean driversFirst) {
    /** The file behind a path of the content tree; empty when no build has that path or it is not installed. */
    Optional<Path> find(ResourcePath path) {
        return Arrays.stream(Build.values())
                .filter(build -> build.path().equals(path))
                .findFirst()
                .flatMap(this::find);
    }

    /** What a machine of this platform is sent; empty when nothing for it is installed. */
    Optional<Build> best(Platform platform) {
        return preferred(platform).stream()
                .filter(build -> find(build).isPresent())
                .findFirst();
    }

    /** The builds for a platform, the preferred one first; none where iPXE does not run. */
    List<Build> preferred(Platform platform) {
        Comparator<Build> byDrivers = Comparator.comparing(Build::hasDrivers);
        return Build.of(platform).stream()
                .sorted(driversFirst ? byDrivers.reversed() : byDrivers)
                .toList();
    }

    private Optional<Path> find(Build build) {
        return folders.find(build.names());
    }
}
