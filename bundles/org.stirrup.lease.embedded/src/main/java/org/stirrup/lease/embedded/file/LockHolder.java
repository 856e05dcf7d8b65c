package org.stirrup.lease.embedded.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Which process holds a lock on a file, from Linux's list of locks. */
final class LockHolder {
    private static final Path LOCKS = Path.of("/proc/locks");

    private LockHolder() {}

    /** "process 4711 (java) has it open". */
    static String sentence(Path file) {
        return of(file).orElse("another process") + " has it open";
    }

    /** "process 4711 (java)"; empty when the system does not say. */
    private static Optional<String> of(Path file) {
        try (Stream<String> locks = Files.lines(LOCKS)) {
            return holder(locks, (Long) Files.getAttribute(file, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A line: "1: POSIX  ADVISORY  WRITE 4711 fe:00:3801 0 EOF" (proc(5)). */
    private static Optional<String> holder(Stream<String> locks, long inode) {
        return locks.map(line -> line.strip().split("\\s+"))
                .filter(field -> field.length > 5 && field[5].endsWith(":" + inode))
                .map(field -> field[4])
                .filter(pid -> !pid.equals("-1"))
                .findFirst()
                .map(pid -> "process " + pid + name(pid));
    }

    private static String name(String pid) {
        try {
            return " (" + Files.readString(Path.of("/proc", pid, "comm")).strip() + ")";
        } catch (IOException e) {
            return "";
        }
    }
}
