package org.stirrup.console.listener;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds which process listens on a TCP port: Linux's proc(5), net/tcp and PID/fd. */
final class PortHolder {
    private static final String LISTEN = "0A";

    private final Path proc;

    /** @param name the command, as ps shows it */
    record Holder(long pid, String name) {}

    PortHolder(Path proc) {
        this.proc = proc;
    }

    /** Empty when nobody does, or when we may not look at whoever does. */
    Optional<Holder> of(int port) {
        Set<String> sockets = new HashSet<>();
        listening("tcp", port, sockets);
        listening("tcp6", port, sockets);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOne(process, sockets)) {
                    return Optional.of(
                            new Holder(Long.parseLong(process.getFileName().toString()), name(process)));
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // no /proc here: the message goes without a name
        }
        return Optional.empty();
    }

    private void listening(String table, int port, Set<String> sockets) {
        String suffix = String.format(":%04X", port);
        try {
            for (String line : Files.readAllLines(proc.resolve("net").resolve(table), StandardCharsets.US_ASCII)) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTEN)) {
                    sockets.add("socket:[" + columns[9] + "]");
                }
            }
        } catch (IOException e) {
            return; // a kernel without IPv6 has no tcp6
        }
    }

    private static boolean holdsOne(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : open) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // it ended meanwhile, or is not ours to look at
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
