package org.stirrup.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.Receiver;
import org.stirrup.net.UdpPort;
import org.stirrup.net.linux.Kernel;
import org.stirrup.testkit.net.FreePorts;

@Timeout(180)
class MinaUdpPortsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Link LO = new Link("lo", 1, (Inet4Address) LOOPBACK, 8);

    private final MinaUdpPorts ports = new MinaUdpPorts();
    private final Inbox inbox = new Inbox();

    @Test
    void hearsAndAnswersOnAFreePort() throws Exception {
        try (UdpPort port = ports.open(LO, 0, (p, from, payload) -> p.send(copy(payload), from));
                DatagramSocket client = client()) {
            assertNotEquals(0, port.local().getPort());
            assertEquals(LOOPBACK, port.local().getAddress());

            say(client, "hello", port.local());

            assertEquals("hello", heard(client));
        }
    }

    @Test
    void hearsOnAGivenPort() throws Exception {
        int number = FreePorts.one();
        try (UdpPort port = ports.open(LO, number, inbox);
                DatagramSocket client = client()) {
            say(client, "to all addresses of the loopback interface", new InetSocketAddress("127.9.9.9", number));

            Inbox.Letter letter = inbox.next();
            assertEquals("to all addresses of the loopback interface", letter.text());
            assertEquals(client.getLocalPort(), letter.from().getPort());
            assertEquals(new InetSocketAddress(LOOPBACK, number), port.local());
        }
    }

    @Test
    void aPortThatIsClosedCanBeOpenedAgain() throws Exception {
        int number = FreePorts.one();
        for (int i = 0; i < 3; i++) {
            UdpPort port = ports.open(LO, number, inbox);
            port.close();
            port.close();
        }
        try (UdpPort port = ports.open(LO, number, inbox);
                DatagramSocket client = client()) {
            say(client, "still here", port.local());
            assertEquals("still here", inbox.next().text());
        }
    }

    @Test
    void whatArrivesWhileAPortChangesHandsWaitsForTheNext() throws Exception {
        int number = FreePorts.one();
        UdpPort former = ports.open(LO, number, inbox);
        try (DatagramSocket client = client()) {
            say(client, "to the former", former.local());
            assertEquals("to the former", inbox.next().text());

            former.handOn();
            say(client, "first", former.local());
            say(client, "second", former.local());
            former.send(Inbox.bytes("yet to be sent"), new InetSocketAddress(LOOPBACK, client.getLocalPort()));
            assertEquals("yet to be sent", heard(client));

            Inbox next = new Inbox();
            try (UdpPort port = ports.open(LO, number, next)) {
                say(client, "third", port.local());
                assertTrue(port.inherited());
                assertEquals("first", next.next().text());
                assertEquals("second", next.next().text());
                assertEquals("third", next.next().text());
                former.close();
                say(client, "still open", port.local());
                assertEquals("still open", next.next().text());
            }
            assertEquals(0, inbox.waiting());
        }
        new DatagramSocket(number, LOOPBACK).close();
    }

    @Test
    void aPortThatNobodyTakesIsFreeInTheEnd() throws Exception {
        int number = FreePorts.one();
        ports.open(LO, number, inbox).handOn();
        ports.deactivate();
        new DatagramSocket(number, LOOPBACK).close();
    }

    @Test
    void aTakenPortIsSaidWithPortLinkAndHolder() throws Exception {
        try (DatagramSocket other = client()) {
            PortException refused =
                    assertThrows(PortException.class, () -> ports.open(LO, other.getLocalPort(), inbox));

            assertEquals(
                    "cannot open UDP port " + other.getLocalPort() + " on lo: it is taken by this appliance (process "
                            + ProcessHandle.current().pid() + ")",
                    refused.getMessage());
        }
    }

    @Test
    void aPortThatAnotherWouldShareIsTakenAllTheSame() throws Exception {
        try (DatagramSocket other = new DatagramSocket(null)) {
            other.setReuseAddress(true);
            other.bind(new InetSocketAddress("0.0.0.0", 0));

            assertThrows(PortException.class, () -> ports.open(LO, other.getLocalPort(), inbox));
        }
    }

    @Test
    void aPortBelow1024NeedsAPrivilegeThatIsNamed() throws Exception {
        int user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        // The kernel gives such a file in one piece or cut short, so it is not read by readString, which takes a byte
        // first.
        String first;
        try (BufferedReader file = Files.newBufferedReader(Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start"))) {
            first = file.readLine();
        }
        assumeTrue(user != 0, "SKIPPED: root may open any port");
        assumeTrue(Integer.parseInt(first.strip()) > 69, "SKIPPED: everybody may open port 69 here");

        PortException refused = assertThrows(PortException.class, () -> ports.open(LO, 69, inbox));

        assertEquals("cannot open UDP port 69 on lo: ports below 1024 need CAP_NET_BIND_SERVICE", refused.getMessage());
    }

    @Test
    void anInterfaceThatIsNotThereIsRefused() throws Exception {
        Link gone = new Link("nosuch0", 99, (Inet4Address) InetAddress.getByName("192.0.2.1"), 24);
        int number = FreePorts.one();

        PortException refused = assertThrows(PortException.class, () -> ports.open(gone, number, inbox));

        assertTrue(
                refused.getMessage().startsWith("cannot open UDP port " + number + " on nosuch0: "),
                refused.getMessage());
        assertThrows(PortException.class, () -> ports.open(gone, 0, inbox));
    }

    @Test
    void aReceiverThatFailsDoesNotStopThePort() throws Exception {
        try (UdpPort port = ports.open(LO, 0, (p, from, payload) -> {
                    String text = StandardCharsets.US_ASCII.decode(payload).toString();
                    if (text.equals("fail")) {
                        throw new IllegalStateException("asked to fail");
                    }
                    p.send(Inbox.bytes(text), from);
                });
                DatagramSocket client = client()) {
            say(client, "fail", port.local());
            say(client, "go on", port.local());

            assertEquals("go on", heard(client));
        }
    }

    @Test
    void whatCannotBeSentIsNoFailure() throws Exception {
        try (UdpPort port = ports.open(LO, 0, inbox);
                DatagramSocket client = client()) {
            port.send(Inbox.bytes("to nowhere"), new InetSocketAddress("192.0.2.1", 9));
            port.send(ByteBuffer.allocate(70_000), new InetSocketAddress(LOOPBACK, client.getLocalPort()));
            port.send(Inbox.bytes("after it"), new InetSocketAddress(LOOPBACK, client.getLocalPort()));

            assertEquals("after it", heard(client));
        }
    }

    @Test
    void sendingOnAClosedPortDoesNothing() throws Exception {
        UdpPort port = ports.open(LO, 0, inbox);
        port.close();

        port.send(Inbox.bytes("too late"), new InetSocketAddress(LOOPBACK, 9));

        assertEquals(0, inbox.waiting());
    }

    /** As a DHCP server does, whose threads all broadcast. */
    @Test
    void manyThreadsSendToOneAddressFromTheFirstMomentOn() throws Exception {
        int threads = 8;
        for (int round = 0; round < 40; round++) {
            try (UdpPort port = ports.open(LO, 0, inbox);
                    DatagramSocket client = client()) {
                InetSocketAddress to = new InetSocketAddress(LOOPBACK, client.getLocalPort());
                CyclicBarrier together = new CyclicBarrier(threads);
                List<CompletableFuture<Void>> all = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    all.add(done);
                    new Thread(() -> {
                                try {
                                    together.await();
                                    port.send(Inbox.bytes("x"), to);
                                    done.complete(null);
                                } catch (Exception e) {
                                    done.completeExceptionally(e);
                                }
                            })
                            .start();
                }
                for (CompletableFuture<Void> done : all) {
                    done.get(60, TimeUnit.SECONDS);
                    assertEquals("x", heard(client));
                }
            }
        }
    }

    /** MINA keeps a session for each remote address; a hundred thousand forged senders must not fill the memory. */
    @Test
    void manySendersDoNotPileUp() throws Exception {
        try (MinaUdpPort port = new MinaUdpPort(LO, LO.address(), new Kernel())) {
            port.receiver(inbox);
            port.bindAlone(0);
            int senders = 100_000;
            // As many as the socket's buffer surely holds.
            int atOnce = 50;
            for (int i = 0; i < senders; i++) {
                String address = "127." + (1 + i / 40_000) + "." + (1 + i / 200 % 200) + "." + (1 + i % 200);
                try (DatagramSocket sender = new DatagramSocket(new InetSocketAddress(address, 0))) {
                    say(sender, "x", port.local());
                }
                for (int j = 0; i % atOnce == atOnce - 1 && j < atOnce; j++) {
                    inbox.next();
                }
            }
            assertTrue(port.sessions() <= 2048, port.sessions() + " sessions are kept");
        }
    }

    /** More datagrams than are read or sent with one call, of which some are answered with several. */
    @Test
    void manyThatComeAtOnceAreAllAnswered() throws Exception {
        byte[] three = new byte[2500];
        CountDownLatch goOn = new CountDownLatch(1);
        Receiver receiver = (p, from, payload) -> {
            awaitQuietly(goOn);
            p.send(copy(payload), from);
            p.sendAll(ByteBuffer.wrap(three), 1000, from);
        };
        List<DatagramSocket> clients = new ArrayList<>();
        try (UdpPort port = ports.open(LO, 0, receiver)) {
            for (int i = 0; i < 150; i++) {
                clients.add(client());
                say(clients.get(i), "client " + i, port.local());
            }
            goOn.countDown();
            for (int i = 0; i < 150; i++) {
                assertEquals("client " + i, heard(clients.get(i)));
                assertEquals(1000, heard(clients.get(i)).length());
                assertEquals(1000, heard(clients.get(i)).length());
                assertEquals(500, heard(clients.get(i)).length());
            }
        } finally {
            clients.forEach(DatagramSocket::close);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DatagramSocket client() throws IOException {
        DatagramSocket client = new DatagramSocket(0, LOOPBACK);
        client.setSoTimeout(60_000);
        return client;
    }

    private static void say(DatagramSocket client, String text, InetSocketAddress to) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        client.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static String heard(DatagramSocket client) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        client.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    private static ByteBuffer copy(ByteBuffer payload) {
        return ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    }
}
