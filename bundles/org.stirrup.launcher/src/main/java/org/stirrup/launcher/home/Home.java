package org.stirrup.launcher.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The folder with everything that belongs to one appliance.
 *
 * @param folder absolute
 */
public record Home(Path folder) {
    private static final List<String> ROOMS = List.of("etc", "deploy", "features", "images", "files", "data", "log");

    /** Where it is when nobody says: {@code /var/lib/stirrup} for root, {@code ~/.stirrup} for others. */
    public static Home byDefault() {
        boolean root = "root".equals(System.getProperty("user.name"));
        return of(root ? Path.of("/var/lib/stirrup") : Path.of(System.getProperty("user.home"), ".stirrup"));
    }

    public static Home of(Path folder) {
        return new Home(folder.toAbsolutePath().normalize());
    }

    public Path etc() {
        return folder.resolve("etc");
    }

    public Path features() {
        return folder.resolve("features");
    }

    /** What the appliance keeps for itself; no person edits anything there. */
    public Path data() {
        return folder.resolve("data");
    }

    /** Where a running appliance takes commands. */
    public Path controlSocket() {
        return data().resolve("control.sock");
    }

    public boolean exists() {
        return Files.isDirectory(folder);
    }

    /** Makes the folders that are not there yet. */
    public void furnish() throws IOException {
        for (String room : ROOMS) {
            Files.createDirectories(folder.resolve(room));
        }
        // Leases, the hash of the console's password and the control socket are nobody else's business.
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwx------"));
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
