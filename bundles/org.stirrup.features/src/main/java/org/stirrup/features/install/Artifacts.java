package org.stirrup.features.install;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where bundles are taken from: folders in Maven's layout, the first that has it.
 *
 * @param roots the user's own before the distribution's
 */
record Artifacts(List<Path> roots) {
    private static final String REFERENCE = "reference:";

    /**
     * The location to install a bundle from. By reference: the framework reads the jar where it is and keeps no copy.
     *
     * @param id {@code group:artifact:version}, or with {@code type} and {@code classifier} before the version
     */
    Optional<String> location(String id) {
        String path = path(id);
        return roots.stream()
                .map(root -> root.resolve(path))
                .filter(Files::isRegularFile)
                .map(jar -> REFERENCE + jar.toUri())
                .findFirst();
    }

    /** Whether a bundle with this location was taken from here. */
    boolean contain(String location) {
        if (!location.startsWith(REFERENCE + "file:")) {
            return false;
        }
        Path jar = Path.of(URI.create(location.substring(REFERENCE.length())));
        return roots.stream().anyMatch(jar::startsWith);
    }

    private static String path(String id) {
        String[] parts = id.split(":");
        String version = parts[parts.length - 1];
        String type = parts.length > 3 ? parts[2] : "jar";
        String classifier = parts.length > 4 ? "-" + parts[3] : "";
        return parts[0].replace('.', '/') + "/" + parts[1] + "/" + version + "/" + parts[1] + "-" + version + classifier
                + "." + type;
    }
}
