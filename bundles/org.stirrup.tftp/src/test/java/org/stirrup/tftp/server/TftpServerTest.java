package org.stirrup.tftp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.check.Listener;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.swap.Drain;
import org.stirrup.net.PortException;
import org.stirrup.net.UdpPorts;
import org.stirrup.tftp.codec.Decoded;
import org.stirrup.tftp.codec.TftpCodec;
import org.stirrup.tftp.codec.TftpPacket;
import org.stirrup.tftp.codec.TftpPacket.Data;
import org.stirrup.tftp.codec.TftpPacket.Error;
import org.stirrup.tftp.codec.TftpPacket.ReadRequest;

@Timeout(180)
class TftpServerTest {
    private static final ReadRequest REQUEST = new ReadRequest("pxelinux.0", "octet", List.of());

    @Test
    void saysWhereTheTreeIs() throws Exception {
        try (Loopback loopback = new Loopback()) {
            int port = loopback.address().getPort();

            assertEquals("tftp", loopback.server.protocol());
            assertEquals(
                    Optional.of(URI.create("tftp://127.0.0.1:" + port + "/")), loopback.server.base(Loopback.ADDRESS));
            assertEquals(Optional.empty(), loopback.server.base((Inet4Address) InetAddress.getByName("192.0.2.1")));
            assertEquals(List.of(new Listener.Port("tftp", "lo", loopback.address(), true)), loopback.server.ports());
            assertEquals(List.of(), loopback.server.findings());
        }
    }

    @Test
    void keepsItsPortWhileTheContentTreeComesAndGoes() throws Exception {
        try (Loopback loopback = new Loopback();
                DatagramSocket client = new DatagramSocket(0, Loopback.ADDRESS)) {
            loopback.tree.files.put("pxelinux.0", new Lookup.Found(Resource.of(new byte[] {7}, Instant.EPOCH)));
            InetSocketAddress address = loopback.address();

            loopback.server.content = null;
            assertEquals(Error.class, ask(client, address).getClass());

            loopback.server.content = loopback.tree;
            assertEquals(new Data(1, ByteBuffer.wrap(new byte[] {7})), ask(client, address));
            assertEquals(address, loopback.address());
        }
    }

    @Test
    void aWrongSettingLeavesTheServerAsItIs() throws Exception {
        try (Loopback loopback = new Loopback()) {
            InetSocketAddress address = loopback.address();

            loopback.server.modified(Loopback.config(Map.of("port", "none", "retries", "2")), Map.of());

            assertEquals(1, loopback.server.findings().size());
            assertEquals(8, loopback.server.settings().limits().retries());
            assertEquals(address, loopback.address());

            loopback.server.modified(Loopback.config(Map.of("port", "0", "retries", "2")), Map.of());

            assertEquals(List.of(), loopback.server.findings());
            assertEquals(2, loopback.server.settings().limits().retries());
            assertEquals(address, loopback.address());
        }
    }

    @Test
    void aLinkThatGoesTakesItsPortsWithIt() throws Exception {
        try (Loopback loopback = new Loopback()) {
            loopback.server.removeLink(Loopback.LINK);
            Loopback.until(() -> loopback.server.ports().isEmpty());

            assertEquals(Optional.empty(), loopback.server.base(Loopback.ADDRESS));
        }
    }

    /** A new version of the bundle: requests are no longer heard, what was begun is sent to its end. */
    @Test
    void aTransferOutlivesTheServer() throws Exception {
        try (Loopback loopback = new Loopback();
                DatagramSocket client = new DatagramSocket(0, Loopback.ADDRESS)) {
            loopback.tree.files.put("pxelinux.0", new Lookup.Found(Resource.of(new byte[513], Instant.EPOCH)));
            InetSocketAddress address = loopback.address();
            AtomicReference<Drain> left = new AtomicReference<>();
            loopback.server.drains = left::set;

            DatagramPacket first = exchange(client, REQUEST, address);
            loopback.server.deactivate();
            loopback.server.removeLink(Loopback.LINK);
            loopback.server.journal = null;
            assertEquals(1, left.get().underWay());
            assertFalse(left.get().ended().toCompletableFuture().isDone());
            new DatagramSocket(address.getPort(), Loopback.ADDRESS).close();

            TftpPacket again = decode(first);
            TftpPacket second = decode(
                    exchange(client, new TftpPacket.Ack(1), (InetSocketAddress) first.getSocketAddress(), again));
            assertEquals(new Data(2, ByteBuffer.wrap(new byte[1])), second);
            byte[] last = TftpCodec.encode(new TftpPacket.Ack(2)).array();
            client.send(new DatagramPacket(last, last.length, first.getSocketAddress()));
            left.get().ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertEquals(0, left.get().underWay());
            assertEquals(BootEvent.Kind.TRANSFER_START, loopback.next().kind());
            assertEquals(BootEvent.Kind.TRANSFER_END, loopback.next().kind());
        }
    }

    @Test
    void aTransferThatIsCutOffIsToldSo() throws Exception {
        try (Loopback loopback = new Loopback();
                DatagramSocket client = new DatagramSocket(0, Loopback.ADDRESS)) {
            loopback.tree.files.put("pxelinux.0", new Lookup.Found(Resource.of(new byte[513], Instant.EPOCH)));
            loopback.server.drains = Drain::cutOff;
            TftpPacket first = decode(exchange(client, REQUEST, loopback.address()));

            loopback.server.deactivate();

            assertEquals(Error.class, decode(next(client, first)).getClass());
        }
    }

    @Test
    void aPortThatIsTakenIsReportedAndTriedAgain() throws Exception {
        AtomicBoolean taken = new AtomicBoolean(true);
        FakePorts free = new FakePorts();
        UdpPorts ports = (link, port, receiver) -> {
            if (port == 69 && taken.get()) {
                throw new PortException("cannot open UDP port 69 on lo: it is taken by dnsmasq (process 812)", null);
            }
            return free.open(link, port, receiver);
        };
        TftpServer server = new TftpServer(ports, Loopback.config(Map.of()), Map.of());
        server.addLink(Loopback.LINK);
        try {
            Loopback.until(() -> !server.findings().isEmpty());
            assertTrue(server.findings().get(0).message().contains("taken by dnsmasq (process 812)"));
            assertEquals(
                    List.of(new Listener.Port("tftp", "lo", new InetSocketAddress(Loopback.ADDRESS, 69), false)),
                    server.ports());

            taken.set(false);

            Loopback.until(() -> !server.base(Loopback.ADDRESS).isEmpty());
            assertEquals(Optional.of(URI.create("tftp://127.0.0.1/")), server.base(Loopback.ADDRESS));
            assertEquals(List.of(), server.findings());
        } finally {
            server.deactivate();
        }
        assertEquals(0, free.open());
    }

    private static TftpPacket ask(DatagramSocket client, InetSocketAddress server) throws Exception {
        return decode(exchange(client, REQUEST, server));
    }

    private static DatagramPacket exchange(DatagramSocket client, TftpPacket packet, InetSocketAddress server)
            throws Exception {
        return exchange(client, packet, server, packet);
    }

    /** @param again what may have been sent once more meanwhile, since the client took its time */
    private static DatagramPacket exchange(
            DatagramSocket client, TftpPacket packet, InetSocketAddress server, TftpPacket again) throws Exception {
        byte[] request = TftpCodec.encode(packet).array();
        client.send(new DatagramPacket(request, request.length, server));
        return next(client, again);
    }

    private static DatagramPacket next(DatagramSocket client, TftpPacket again) throws Exception {
        client.setSoTimeout(60_000);
        while (true) {
            DatagramPacket answer = new DatagramPacket(new byte[600], 600);
            client.receive(answer);
            if (!decode(answer).equals(again)) {
                return answer;
            }
        }
    }

    private static TftpPacket decode(DatagramPacket answer) {
        Decoded decoded = TftpCodec.decode(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
        return ((Decoded.Packet) decoded).packet();
    }
}
