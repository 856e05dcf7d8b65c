package org.stirrup.net.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stirrup.net.PortHolder;

/**
 * The kernel's tables of sockets as files: {@code /proc/net/udp}, {@code /proc/PID/fd} (proc(5)). The network is the
 * calling thread's, which can be another than the process's.
 */
public final class SocketTable {
    private static final String LISTEN = "0A";

    private final Path proc;

    public SocketTable(Path proc) {
        this.proc = proc;
    }

    /** A socket of this process. @param descriptor its number @param inode the kernel's name of it, never used twice at once */
    public record OwnSocket(int descriptor, long inode) {}

    /** Descriptors of this process's UDP sockets that are bound to a port, on any address. */
    public List<Integer> ownUdp(int port) throws IOException {
        Set<Long> inodes = udpInodes(port);
        List<Integer> own = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(proc.resolve("self/fd"))) {
            for (Path descriptor : descriptors) {
                if (inodes.contains(socketInode(descriptor))) {
                    own.add(Integer.valueOf(descriptor.getFileName().toString()));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return own;
    }

    public Optional<PortHolder> udpHolder(int port) {
        return holder(udpInodes(port));
    }

    public Optional<PortHolder> tcpListener(int port) {
        Set<Long> inodes = new HashSet<>(inodes("thread-self/net/tcp", port, LISTEN));
        inodes.addAll(inodes("thread-self/net/tcp6", port, LISTEN));
        return holder(inodes);
    }

    private Set<Long> udpInodes(int port) {
        Set<Long> inodes = new HashSet<>(inodes("thread-self/net/udp", port, ""));
        inodes.addAll(inodes("thread-self/net/udp6", port, ""));
        return inodes;
    }

    /** Columns: number, local address:port in hex, remote, state, queues, timer, retransmits, uid, timeout, inode. */
    private Set<Long> inodes(String table, int port, String state) {
        Path file = proc.resolve(table);
        if (!Files.isReadable(file)) {
            return Set.of();
        }
        String ending = String.format(":%04X", port);
        Set<Long> inodes = new HashSet<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                String[] column = line.strip().split("\\s+");
                if (column.length > 9 && column[1].endsWith(ending) && column[3].endsWith(state)) {
                    inodes.add(Long.valueOf(column[9]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return inodes;
    }

    private Optional<PortHolder> holder(Set<Long> inodes) {
        if (inodes.isEmpty()) {
            return Optional.empty();
        }
        long self = ProcessHandle.current().pid();
        Optional<PortHolder> us = Optional.empty();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (!holdsOne(process, inodes)) {
                    continue;
                }
                if (pid != self) {
                    return Optional.of(new PortHolder(pid, command(process)));
                }
                // Perhaps for another interface: somebody else is the likelier reason.
                us = Optional.of(new PortHolder(pid, "this appliance"));
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The list is for a message only; without /proc the message has one fact less.
            return us;
        }
        return us;
    }

    private static boolean holdsOne(Path process, Set<Long> inodes) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (inodes.contains(socketInode(descriptor))) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Processes end while we look, and other users' may be closed to us.
            return false;
        }
        return false;
    }

    private static String command(Path process) throws IOException {
        return Files.readString(process.resolve("comm")).strip();
    }

    /** From a link such as {@code socket:[12345]}; -1 for anything else. */
    private static long socketInode(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[") ? Long.parseLong(target.substring(8, target.length() - 1)) : -1;
        } catch (IOException e) {
            // Descriptors are closed while we look.
            return -1;
        }
    }
}
