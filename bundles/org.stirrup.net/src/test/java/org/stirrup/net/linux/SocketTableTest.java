package org.stirrup.net.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.net.PortHolder;

class SocketTableTest {
    private static final String HEADING =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref\n";
    private static final String UDP_PORT_67 =
            "  11: 00000000:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4711 2 0 0\n";
    private static final String UDP6_PORT_67 = "  12: 00000000000000000000000000000000:0043"
            + " 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 4712 2 0 0\n";
    private static final String TCP_LISTENS_ON_80 =
            "   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 0\n";
    private static final String TCP_CONNECTED_FROM_80 =
            "   1: 0100007F:0050 0100007F:A002 01 00000000:00000000 00:00000000 00000000     0        0 4714 1 0 0\n";

    @TempDir
    Path proc;

    private SocketTable table;

    @BeforeEach
    void emptyTables() throws IOException {
        Files.createDirectories(proc.resolve("thread-self/net"));
        Files.createDirectories(proc.resolve("self/fd"));
        table = new SocketTable(proc);
    }

    @Test
    void findsOurSocketsOfBothFamiliesByInode() throws IOException {
        table("udp", UDP_PORT_67);
        table("udp6", UDP6_PORT_67);
        descriptor(proc.resolve("self/fd"), 3, "socket:[4712]");
        descriptor(proc.resolve("self/fd"), 4, "pipe:[5]");
        descriptor(proc.resolve("self/fd"), 5, "socket:[99]");

        assertEquals(List.of(3), table.ownUdp(67));
        assertEquals(List.of(), table.ownUdp(69));
    }

    @Test
    void namesTheProcessThatHoldsAPort() throws IOException {
        table("udp", UDP_PORT_67);
        process(812, "dnsmasq", "socket:[4711]");
        process(813, "other", "socket:[1]");

        assertEquals(Optional.of(new PortHolder(812, "dnsmasq")), table.udpHolder(67));
        assertEquals(Optional.empty(), table.udpHolder(69));
        assertEquals("dnsmasq (process 812)", table.udpHolder(67).get().toString());
    }

    @Test
    void onlyAListenerHoldsATcpPort() throws IOException {
        table("tcp", TCP_LISTENS_ON_80 + TCP_CONNECTED_FROM_80);
        process(900, "browser", "socket:[4714]");
        process(901, "nginx", "socket:[4713]");

        assertEquals(Optional.of(new PortHolder(901, "nginx")), table.tcpListener(80));
    }

    @Test
    void aHolderThatWeMayNotSeeIsNobody() throws IOException {
        table("udp", UDP_PORT_67);

        assertEquals(Optional.empty(), table.udpHolder(67));
    }

    @Test
    void readsTheRealTables() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket udp = new DatagramSocket(0, loopback);
                ServerSocket tcp = new ServerSocket(0, 1, loopback)) {
            Optional<PortHolder> us =
                    Optional.of(new PortHolder(ProcessHandle.current().pid(), "this appliance"));

            assertEquals(us, PortHolder.udp(udp.getLocalPort()));
            assertEquals(us, PortHolder.tcp(tcp.getLocalPort()));
        }
    }

    private void table(String name, String lines) throws IOException {
        Files.writeString(proc.resolve("thread-self/net").resolve(name), HEADING + lines);
    }

    private void process(long pid, String command, String opened) throws IOException {
        Path folder = proc.resolve(Long.toString(pid));
        Files.createDirectories(folder.resolve("fd"));
        Files.writeString(folder.resolve("comm"), command + "\n");
        descriptor(folder.resolve("fd"), 7, opened);
    }

    private static void descriptor(Path folder, int number, String target) throws IOException {
        Files.createSymbolicLink(folder.resolve(Integer.toString(number)), Path.of(target));
    }
}
