package org.stirrup.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder with everything that belongs to one appliance.
 *
 * @param folder absolute
 */
record Home(Path folder) {
    private static final List<String> ROOMS = List.of("etc", "deploy", "features", "images", "files", "data", "log");

    /** Where it is when nobody says: {@code /var/lib/stirrup} for root, {@code ~/.stirrup} for others. */
    static Home byDefault() {
        boolean root = "root".equals(System.getProperty("user.name"));
        return of(root ? Path.of("/var/lib/stirrup") : Path.of(System.getProperty("user.home"), ".stirrup"));
    }

    static Home of(Path folder) {
        return new Home(folder.toAbsolutePath().normalize());
    }

    Path etc() {
        return folder.resolve("etc");
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Makes the folders that are not there yet. */
    void furnish() throws IOException {
        for (String room : ROOMS) {
            Files.createDirectories(folder.resolve(room));
        }
    }
}
