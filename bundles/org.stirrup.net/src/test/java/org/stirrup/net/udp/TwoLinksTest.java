package org.stirrup.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.UdpPort;

/** A server with three interfaces, two of which are served, and a client on each. */
@Timeout(180)
class TwoLinksTest {
    private static final int PORT = 67;
    private static final InetSocketAddress EVERYBODY = new InetSocketAddress("255.255.255.255", PORT);

    private final Namespace[] clients = new Namespace[3];
    private final Link[] links = new Link[3];
    private final Inbox[] inboxes = {new Inbox(), new Inbox(), new Inbox()};
    private Namespace server;

    @BeforeEach
    void wire() throws Exception {
        String obstacle = Namespace.obstacle();
        assumeTrue(obstacle.isEmpty(), "SKIPPED: " + obstacle);
        server = new Namespace("server");
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new Namespace("client" + i);
            server.ip("link", "add", "lan" + i, "type", "veth", "peer", "name", "eth0", "netns", clients[i].name());
            server.ip("address", "add", "10.99." + i + ".1/24", "dev", "lan" + i);
            server.ip("link", "set", "lan" + i, "up");
            clients[i].ip("address", "add", "10.99." + i + ".50/24", "dev", "eth0");
            clients[i].ip("link", "set", "eth0", "up");
            clients[i].ip("route", "add", "default", "dev", "eth0");
            server.awaitCarrier("lan" + i);
            clients[i].awaitCarrier("eth0");
            links[i] = link(i);
        }
    }

    @AfterEach
    void remove() throws Exception {
        for (Namespace client : clients) {
            if (client != null) {
                client.close();
            }
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void onePortOnTwoLinksHearsEachAndNothingElse() throws Exception {
        MinaUdpPorts ports = new MinaUdpPorts();
        try (UdpPort first = open(ports, 0);
                UdpPort second = open(ports, 1)) {
            broadcast(2, "from a link that is not served");
            broadcast(0, "from link 0");
            broadcast(1, "from link 1");

            assertEquals("from link 0", inboxes[0].next().text());
            assertEquals("from link 1", inboxes[1].next().text());
            assertEquals(0, inboxes[0].waiting() + inboxes[1].waiting());
            assertEquals(first.local().getPort(), second.local().getPort());
        }
    }

    @Test
    void aBroadcastLeavesThroughItsOwnLinkOnly() throws Exception {
        MinaUdpPorts ports = new MinaUdpPorts();
        try (UdpPort first = open(ports, 0);
                UdpPort second = open(ports, 1);
                DatagramSocket one = listen(0);
                DatagramSocket two = listen(1)) {
            first.send(Inbox.bytes("on 0"), new InetSocketAddress("255.255.255.255", one.getLocalPort()));
            second.send(Inbox.bytes("on 1"), new InetSocketAddress("255.255.255.255", one.getLocalPort()));
            second.send(Inbox.bytes("on 1"), new InetSocketAddress("255.255.255.255", two.getLocalPort()));

            assertEquals("on 0 from 10.99.0.1", heard(one));
            assertEquals("on 1 from 10.99.1.1", heard(two));
            one.setSoTimeout(200);
            assertThrows(java.net.SocketTimeoutException.class, () -> heard(one));
        }
    }

    /** Between the binding of a socket and its tying to an interface, datagrams of other interfaces reach it. */
    @Test
    void nothingOfAnotherLinkIsHeardWhileThePortIsBeingOpened() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        CountDownLatch flowing = new CountDownLatch(1000);
        FutureTask<Void> flood = new FutureTask<>(() -> {
            broadcast(2, "from a link that is not served", () -> {
                flowing.countDown();
                return enough.get();
            });
            return null;
        });
        new Thread(flood, "flood").start();
        try {
            flowing.await();
            for (int i = 0; i < 20; i++) {
                try (UdpPort port = open(new MinaUdpPorts(), 0)) {
                    broadcast(0, "from link 0");
                    assertEquals(PORT, port.local().getPort());
                    assertEquals("from link 0", inboxes[0].next().text());
                }
            }
            assertEquals(0, inboxes[0].waiting());
        } finally {
            enough.set(true);
            flood.get();
        }
    }

    /** A DHCP client has no address yet, so it does not answer ARP (RFC 2131, section 4.1). */
    @Test
    void aClientThatDoesNotAnswerArpIsReachedByItsHardwareAddress() throws Exception {
        clients[0].ip("link", "set", "eth0", "arp", "off");
        MacAddress hardware = clients[0].inside(
                () -> MacAddress.of(NetworkInterface.getByName("eth0").getHardwareAddress()));
        try (UdpPort port = open(new MinaUdpPorts(), 0);
                DatagramSocket client = listen(0)) {
            port.send(
                    Inbox.bytes("by hardware address"),
                    new InetSocketAddress("10.99.0.50", client.getLocalPort()),
                    hardware);

            assertEquals("by hardware address from 10.99.0.1", heard(client));
        }
    }

    /** Ten in one call to the kernel, the last one shorter; what is longer than a frame goes one by one. */
    @Test
    void severalDatagramsArriveEachByItself() throws Exception {
        MinaUdpPorts ports = new MinaUdpPorts();
        UdpPort port = server.inside(() -> ports.open(links[0], 0, inboxes[0]));
        try (port;
                DatagramSocket client = listen(0)) {
            InetSocketAddress to = new InetSocketAddress("10.99.0.50", client.getLocalPort());
            for (int length : new int[] {100, 1400, 4000, 9, 1400}) {
                byte[] bytes = new byte[9 * length + 7];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) (i / length);
                }
                port.sendAll(ByteBuffer.wrap(bytes), length, to);
                for (int i = 0; i < 10; i++) {
                    DatagramPacket packet = new DatagramPacket(new byte[5000], 5000);
                    client.receive(packet);
                    assertEquals(i < 9 ? length : 7, packet.getLength());
                    assertEquals(i, packet.getData()[0]);
                    assertEquals(i, packet.getData()[packet.getLength() - 1]);
                    assertEquals(port.local(), packet.getSocketAddress());
                }
            }
        }
        port.sendAll(ByteBuffer.allocate(10), 4, new InetSocketAddress("10.99.0.50", 9));
    }

    /** The kernel carries it over the loopback interface, and yet says that it came by the link. */
    @Test
    void thisMachineReachesItsOwnAddress() throws Exception {
        MinaUdpPorts ports = new MinaUdpPorts();
        try (UdpPort port = open(ports, 0)) {
            String heard = server.inside(() -> {
                try (DatagramSocket socket = new DatagramSocket()) {
                    socket.setSoTimeout(60_000);
                    byte[] bytes = Inbox.bytes("from inside").array();
                    socket.send(new DatagramPacket(bytes, bytes.length, port.local()));
                    port.send(Inbox.bytes("back"), inboxes[0].next().from());
                    return heard(socket);
                }
            });

            assertEquals("back from 10.99.0.1", heard);
        }
    }

    @Test
    void aProgramThatIsTiedToAnotherLinkIsNotInTheWay() throws Exception {
        MinaUdpPorts other = new MinaUdpPorts();
        try (UdpPort theirs = open(other, 0);
                UdpPort ours = open(new MinaUdpPorts(), 1)) {
            assertEquals(theirs.local().getPort(), ours.local().getPort());
            PortException refused = assertThrows(PortException.class, () -> open(new MinaUdpPorts(), 0));
            assertTrue(refused.getMessage().contains("taken by this appliance"), refused.getMessage());
        }
    }

    private UdpPort open(MinaUdpPorts ports, int i) throws Exception {
        PortException[] refused = new PortException[1];
        UdpPort port = server.inside(() -> {
            try {
                return ports.open(links[i], PORT, inboxes[i]);
            } catch (PortException e) {
                refused[0] = e;
                return null;
            }
        });
        if (port == null) {
            throw refused[0];
        }
        return port;
    }

    private Link link(int i) throws Exception {
        return server.inside(() -> {
            NetworkInterface lan = NetworkInterface.getByName("lan" + i);
            return new Link("lan" + i, lan.getIndex(), (Inet4Address) InetAddress.getByName("10.99." + i + ".1"), 24);
        });
    }

    private void broadcast(int client, String text) throws Exception {
        broadcast(client, text, () -> true);
    }

    /** Sends until that is enough. */
    private void broadcast(int client, String text, BooleanSupplier enough) throws Exception {
        clients[client].inside(() -> {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.setBroadcast(true);
                byte[] bytes = Inbox.bytes(text).array();
                do {
                    socket.send(new DatagramPacket(bytes, bytes.length, EVERYBODY));
                } while (!enough.getAsBoolean());
                return null;
            }
        });
    }

    private DatagramSocket listen(int client) throws Exception {
        return clients[client].inside(() -> {
            DatagramSocket socket = new DatagramSocket(0);
            socket.setSoTimeout(60_000);
            return socket;
        });
    }

    private static String heard(DatagramSocket socket) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength());
        return text + " from " + packet.getAddress().getHostAddress();
    }
}
