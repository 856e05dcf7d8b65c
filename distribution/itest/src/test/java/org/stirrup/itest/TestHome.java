package org.stirrup.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A home whose appliance serves the loopback interface on ports that were free a moment ago, so that no root is needed
 * and two runs do not meet.
 */
final class TestHome {
    private static final Set<Integer> TAKEN = new HashSet<>();

    final Path folder;
    final int dhcp = freePair();
    final int tftp = free();
    final int ftp = free();
    final int http = free();
    final int admin = free();

    TestHome(Path folder) throws IOException {
        this.folder = folder;
        config("org.stirrup.net", "interfaces = lo");
        config("org.stirrup.dhcp", "port = " + dhcp);
        config("org.stirrup.dhcp.subnet-cli", "range = 127.0.0.100-127.0.0.200");
        config("org.stirrup.tftp", "port = " + tftp);
        config("org.stirrup.ftp", "port = " + ftp, "passivePorts = 0");
        config("org.stirrup.http", "port = " + http);
        config("org.stirrup.console", "port = " + admin);
        // What the loader would otherwise take from the system's packages, which may not be there.
        Files.createDirectories(folder.resolve("files"));
        Files.writeString(folder.resolve("files/pxelinux.0"), "a boot program");
        Files.writeString(folder.resolve("files/ldlinux.c32"), "its library");
    }

    void config(String pid, String... lines) throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Path fresh = Files.write(folder.resolve(pid + ".new"), List.of(lines));
        Files.move(
                fresh, etc.resolve(pid + ".cfg"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Path feature(String role) {
        return folder.resolve("features").resolve(role + ".feature.json");
    }

    /** Every file below, for comparing before with after. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(
                    all.map(path -> folder.relativize(path).toString()).sorted().toList());
        }
    }

    private static int free() {
        return freeRun(1);
    }

    /** DHCP answers clients on the port after its own. */
    private static int freePair() {
        return freeRun(2);
    }

    private static synchronized int freeRun(int length) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        while (true) {
            try (ServerSocket any = new ServerSocket(0, 1, loopback)) {
                int port = any.getLocalPort();
                for (int next = port; next < port + length; next++) {
                    if (next > 65535 || !TAKEN.add(next)) {
                        throw new IOException("handed out already");
                    }
                    new DatagramSocket(new InetSocketAddress(loopback, next)).close();
                }
                return port;
            } catch (IOException e) {
                if (TAKEN.size() > 10_000) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
