package org.stirrup.rehearsal.understudy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Copies of an appliance's home what decides over a boot. Images and the user's own files are not copied. */
final class HomeCopy {
    private static final List<String> ROOMS = List.of("etc", "features", "deploy");

    /** Rooms that the copy sees as they are, and cannot change. */
    static final List<String> SHOWN = List.of("images", "files");

    /** In {@code data}: made anew by each appliance, or too large. */
    private static final Set<String> NOT_DATA =
            Set.of("framework", "framework.of", "tmp", "lock", "control.sock", "mirror", "rehearsal", "audit.log");

    /** What would open doors, be in the way of the real one, or needs a network that is not there. */
    private static final Set<String> NOT_FEATURES = Set.of(
            "console.feature.json",
            "health.feature.json",
            "wake.feature.json",
            "rehearsal.feature.json",
            "lease-postgresql.feature.json");

    private HomeCopy() {}

    /** @param to made by this */
    static void make(Path home, Path to) throws IOException {
        for (String room : ROOMS) {
            Files.createDirectories(to.resolve(room));
            copy(home.resolve(room), to.resolve(room), room.equals("features") ? NOT_FEATURES : Set.of());
        }
        for (String room : SHOWN) {
            Files.createDirectories(to.resolve(room));
        }
        Files.createDirectories(to.resolve("log"));
        Path data = Files.createDirectories(to.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        copy(home.resolve("data"), data, NOT_DATA);
    }

    /** @param without names at the top that are left out */
    private static void copy(Path from, Path to, Set<String> without) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (isWithout(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!isWithout(file) && (attributes.isRegularFile() || attributes.isSymbolicLink())) {
                    try {
                        Files.copy(
                                file,
                                to.resolve(from.relativize(file)),
                                LinkOption.NOFOLLOW_LINKS,
                                StandardCopyOption.COPY_ATTRIBUTES,
                                StandardCopyOption.REPLACE_EXISTING);
                    } catch (NoSuchFileException gone) {
                        return FileVisitResult.CONTINUE; // it was a temporary one
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            private boolean isWithout(Path path) {
                return from.equals(path.getParent())
                        && without.contains(path.getFileName().toString());
            }
        });
    }
}
