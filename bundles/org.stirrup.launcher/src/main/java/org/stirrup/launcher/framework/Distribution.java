package org.stirrup.launcher.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The unpacked distribution: the folder with {@code bin lib system features etc}.
 *
 * @param folder absolute, symbolic links resolved
 */
public record Distribution(Path folder) {
    /** The one that this program runs from. */
    public static Distribution running() throws IOException {
        String folder = System.getProperty("stirrup.dist");
        if (folder == null) {
            throw new IOException("start it by bin/stirrup, which says where the distribution is");
        }
        return new Distribution(Path.of(folder).toRealPath());
    }

    public Path lib() {
        return folder.resolve("lib");
    }

    public Path etc() {
        return folder.resolve("etc");
    }

    public Path features() {
        return folder.resolve("features");
    }

    /** All bundles, in Maven's layout. */
    public Path system() {
        return folder.resolve("system");
    }

    /** Which Stirrup this is. */
    public String version() {
        String version = Distribution.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /**
     * Changes when the distribution is moved or any of its bundles is replaced: what the framework keeps of an earlier
     * one is of no use then. From the change times that the file system keeps, without reading the files.
     */
    public String fingerprint() throws IOException {
        StringBuilder found = new StringBuilder(folder.toString()).append('\n');
        try (Stream<Path> files = Stream.concat(Files.walk(system()), Files.walk(lib()))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                found.append(folder.relativize(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getAttribute(file, "unix:ctime"))
                        .append('\n');
            }
        }
        found.append(Files.readString(lib().resolve("core.feature.json")));
        return found.toString();
    }
}
