package org.stirrup.console.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortHolderTest {
    private static final String HEADING =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    Path proc;

    private void socket(String table, int port, String state, long inode) throws IOException {
        Path file = Files.createDirectories(proc.resolve("net")).resolve(table);
        String line = String.format(
                "   0: 0100007F:%04X 00000000:0000 %s 00000000:00000000 00:00000000 00000000     0        0 %d 1%n",
                port, state, inode);
        Files.writeString(file, HEADING + line);
    }

    private void process(long pid, String name, long inode) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)).resolve("fd"));
        Files.createSymbolicLink(folder.resolve("3"), Path.of("socket:[" + inode + "]"));
        Files.writeString(proc.resolve(Long.toString(pid)).resolve("comm"), name + "\n");
    }

    @Test
    void aListeningProcessIsNamed() throws IOException {
        socket("tcp", 8080, "0A", 4711);
        process(100, "other", 1);
        process(200, "nginx", 4711);

        assertEquals(Optional.of(new PortHolder.Holder(200, "nginx")), new PortHolder(proc).of(8080));
        assertEquals(Optional.empty(), new PortHolder(proc).of(8081));
    }

    @Test
    void aConnectionIsNoListener() throws IOException {
        socket("tcp", 8080, "01", 4711);
        process(200, "firefox", 4711);

        assertEquals(Optional.empty(), new PortHolder(proc).of(8080));
    }

    @Test
    void oneThatListensOnIpv6Too() throws IOException {
        socket("tcp6", 8080, "0A", 4711);
        process(200, "java", 4711);

        assertEquals("java", new PortHolder(proc).of(8080).orElseThrow().name());
    }

    @Test
    void oneThatIsNotOursToSeeHasNoName() throws IOException {
        socket("tcp", 8080, "0A", 4711);

        assertEquals(Optional.empty(), new PortHolder(proc).of(8080));
        assertEquals(Optional.empty(), new PortHolder(proc.resolve("missing")).of(8080));
    }

    @Test
    void thisProcessInTheRealOne() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "SKIPPED: no /proc on this system");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(
                    ProcessHandle.current().pid(),
                    new PortHolder(Path.of("/proc"))
                            .of(socket.getLocalPort())
                            .orElseThrow()
                            .pid());
        }
    }
}
