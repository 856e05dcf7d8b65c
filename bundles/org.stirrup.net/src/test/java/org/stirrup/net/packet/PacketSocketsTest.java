package org.stirrup.net.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.Link;
import org.stirrup.net.PacketFilter;
import org.stirrup.net.PacketFilter.Octet;
import org.stirrup.net.PacketPort;
import org.stirrup.net.PacketReceiver;
import org.stirrup.net.PortException;
import org.stirrup.net.udp.Namespace;

/** Two machines and a cable. */
@Timeout(180)
class PacketSocketsTest {
    /** For experiments in private networks (IEEE 802, "Local Experimental Ethertype 1"). */
    private static final int ETHER_TYPE = 0x88b5;

    private static final MacAddress GROUP = new MacAddress("33:33:00:00:00:02");
    private static final PacketFilter FILTER =
            new PacketFilter(ETHER_TYPE, List.of(GROUP), List.of(new Octet(1, Set.of(7, 8))));

    private Namespace here;
    private Namespace there;

    private record Heard(String packet, MacAddress from) {}

    /** What a port heard. */
    private static final class Inbox implements PacketReceiver {
        private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

        @Override
        public void received(PacketPort port, MacAddress from, ByteBuffer packet) {
            byte[] bytes = new byte[packet.remaining()];
            packet.get(bytes);
            // A frame is 60 octets at the least, and who reads packets is to know where they end.
            heard.add(new Heard(HexFormat.of().formatHex(bytes, 0, Math.min(3, bytes.length)), from));
        }

        private Heard next() throws InterruptedException {
            return heard.poll(60, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void wire() throws Exception {
        String obstacle = Namespace.obstacle();
        assumeTrue(obstacle.isEmpty(), "SKIPPED: " + obstacle);
        here = new Namespace("here");
        there = new Namespace("there");
        here.ip("link", "add", "lan0", "type", "veth", "peer", "name", "lan0", "netns", there.name());
        // Java knows no interface that has no address.
        here.ip("address", "add", "192.0.2.1/24", "dev", "lan0");
        there.ip("address", "add", "192.0.2.2/24", "dev", "lan0");
        here.ip("link", "set", "lan0", "up");
        there.ip("link", "set", "lan0", "up");
        here.awaitCarrier("lan0");
        there.awaitCarrier("lan0");
    }

    @AfterEach
    void remove() throws Exception {
        if (here != null) {
            here.close();
        }
        if (there != null) {
            there.close();
        }
    }

    @Test
    void whatPassesTheFilterIsHeardWithWhoSentIt() throws Exception {
        Inbox inbox = new Inbox();
        try (PacketPort ours = open(here, inbox);
                PacketPort theirs = open(there, (port, from, packet) -> {})) {
            theirs.send(packet("000700"), ours.hardware());
            assertEquals(new Heard("000700", theirs.hardware()), inbox.next());
            theirs.send(packet("000900"), ours.hardware());
            theirs.send(packet("00"), ours.hardware());
            theirs.send(packet("010801"), GROUP);
            assertEquals(new Heard("010801", theirs.hardware()), inbox.next());
            assertNull(inbox.heard.poll());
        }
    }

    /** IPv6 may be switched off on this machine: its packets are heard all the same. */
    @Test
    void theSystemsOwnQuestionForARouterIsHeard() throws Exception {
        here.inside(() -> {
            // As the calling thread's network shows it.
            Files.writeString(Path.of("/proc/sys/net/ipv6/conf/lan0/disable_ipv6"), "1");
            return null;
        });
        Inbox inbox = new Inbox();
        PacketFilter solicitations =
                new PacketFilter(0x86dd, List.of(GROUP), List.of(new Octet(6, Set.of(58)), new Octet(40, Set.of(133))));
        PacketSockets sockets = new PacketSockets();
        PacketPort port = here.inside(() -> sockets.open(link("lan0"), solicitations, inbox));
        try (port) {
            there.ip("link", "set", "lan0", "down");
            there.ip("link", "set", "lan0", "up");
            Heard heard = inbox.next();
            assertNotNull(heard, "Linux asks for a router when a link comes up");
            assertTrue(heard.packet().startsWith("6"), heard.packet());
        }
    }

    @Test
    void nothingIsHeardAfterItIsClosedAndTheThreadEnds() throws Exception {
        Inbox inbox = new Inbox();
        PacketPort ours = open(here, inbox);
        MacAddress to = ours.hardware();
        ours.close();
        ours.close();
        ours.send(packet("000700"), to);
        assertEquals(
                0,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("stirrup-packets-lan0"))
                        .count());
    }

    /** A cable that is drawn for a while. */
    @Test
    void aLinkThatWasDownIsHeardAgain() throws Exception {
        Inbox inbox = new Inbox();
        try (PacketPort ours = open(here, inbox);
                PacketPort theirs = open(there, (port, from, packet) -> {})) {
            here.ip("link", "set", "lan0", "down");
            ours.send(packet("000700"), theirs.hardware());
            here.ip("link", "set", "lan0", "up");
            do {
                theirs.send(packet("000700"), ours.hardware());
            } while (inbox.heard.poll(50, TimeUnit.MILLISECONDS) == null);
        }
    }

    @Test
    void whatIsNotEthernetIsRefused() throws Exception {
        PortException refused = here.inside(() ->
                assertThrows(PortException.class, () -> new PacketSockets().open(link("lo"), FILTER, new Inbox())));
        assertEquals("cannot listen below IP on lo: it is not Ethernet", refused.getMessage());
    }

    private static PacketPort open(Namespace where, PacketReceiver receiver) throws Exception {
        return where.inside(() -> new PacketSockets().open(link("lan0"), FILTER, receiver));
    }

    private static Link link(String name) throws Exception {
        int index = NetworkInterface.getByName(name).getIndex();
        return new Link(name, index, (Inet4Address) InetAddress.getByName("192.0.2.1"), 24);
    }

    private static ByteBuffer packet(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
