package org.stirrup.tftp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.check.Listener;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.net.PortException;
import org.stirrup.net.UdpPorts;
import org.stirrup.tftp.codec.Decoded;
import org.stirrup.tftp.codec.TftpCodec;
import org.stirrup.tftp.codec.TftpPacket;
import org.stirrup.tftp.codec.TftpPacket.Data;
import org.stirrup.tftp.codec.TftpPacket.Error;
import org.stirrup.tftp.codec.TftpPacket.ReadRequest;

@Timeout(60)
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
        byte[] request = TftpCodec.encode(REQUEST).array();
        client.send(new DatagramPacket(request, request.length, server));
        DatagramPacket answer = new DatagramPacket(new byte[600], 600);
        client.setSoTimeout(10_000);
        client.receive(answer);
        Decoded decoded = TftpCodec.decode(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
        return ((Decoded.Packet) decoded).packet();
    }
}
