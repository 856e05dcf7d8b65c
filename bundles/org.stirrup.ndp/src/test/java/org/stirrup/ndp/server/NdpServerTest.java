package org.stirrup.ndp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.check.Finding;
import org.stirrup.ndp.codec.Captures;
import org.stirrup.ndp.codec.NdpCodec;
import org.stirrup.ndp.rules.LinkLocal;
import org.stirrup.net.Link;
import org.stirrup.net.Link6;

@Timeout(180)
class NdpServerTest {
    private static final MacAddress PC = new MacAddress("52:54:00:77:00:10");
    private static final MacAddress ROUTER = new MacAddress("96:e5:38:ca:14:74");
    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

    private final FakePackets packets = new FakePackets();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final OneMachine boot = new OneMachine();
    private NdpServer server;

    @BeforeEach
    void start() {
        server = new NdpServer(packets, now::get, config("booting"), Map.of());
        server.boot = boot;
    }

    @AfterEach
    void stop() {
        server.deactivate();
    }

    @Test
    void iPxeIsToldThatThereIsNoRouter() throws Exception {
        FakePackets.Port port = listenedOn("br0");
        assertEquals(
                new FakePackets.Sent(hex(NdpCodec.solicitation(LinkLocal.ALL_ROUTERS)), LinkLocal.ALL_ROUTERS_HARDWARE),
                port.sent.poll(60, TimeUnit.SECONDS),
                "routers are asked to show themselves");

        boot.seen = Optional.of(new BootResolver.Sighting(ipxe("br0"), now.get()));
        port.arrives(Captures.IPXE_SOLICITATION, PC);
        assertEquals(new FakePackets.Sent(Captures.EMPTY_ADVERTISEMENT, PC), port.sent.poll());
    }

    @Test
    void whoIsNotBootingIsNotAnswered() throws Exception {
        FakePackets.Port port = listenedOn("br0");
        port.sent.poll(60, TimeUnit.SECONDS);
        port.arrives(Captures.IPXE_SOLICITATION, PC);
        boot.seen = Optional.of(new BootResolver.Sighting(ipxe("br0"), now.get()));
        port.arrives(Captures.IPXE_SOLICITATION, ROUTER);
        server.boot = null;
        port.arrives(Captures.IPXE_SOLICITATION, PC);
        assertNull(port.sent.poll());
    }

    @Test
    void aRouterIsLeftToAnswerForItself() throws Exception {
        FakePackets.Port port = listenedOn("br0");
        port.sent.poll(60, TimeUnit.SECONDS);
        boot.seen = Optional.of(new BootResolver.Sighting(ipxe("br0"), now.get()));
        port.arrives(Captures.DNSMASQ_ADVERTISEMENT, ROUTER);
        port.arrives(Captures.IPXE_SOLICITATION, PC);
        assertNull(port.sent.poll());
    }

    @Test
    void nonsenseIsPassedOver() throws Exception {
        FakePackets.Port port = listenedOn("br0");
        port.sent.poll(60, TimeUnit.SECONDS);
        boot.seen = Optional.of(new BootResolver.Sighting(ipxe("br0"), now.get()));
        port.arrives("", PC);
        port.arrives(Captures.IPXE_SOLICITATION.replace("d977", "d978"), PC);
        assertNull(port.sent.poll());
        port.arrives(Captures.IPXE_SOLICITATION, PC);
        assertEquals(PC, port.sent.poll().to());
    }

    @Test
    void linksComeAndGo() throws Exception {
        Link first = link("br0");
        server.addLink(first);
        server.addLink(link("br1"));
        server.addLink(new Link("lo", 1, (Inet4Address) InetAddress.getByName("127.0.0.1"), 8));
        await(() -> packets.open.size() == 2);
        server.removeLink(first);
        await(() -> packets.open.size() == 1);
        assertEquals("br1", packets.open.keySet().iterator().next());
    }

    /** The DHCPv6 server's advertisements would be contradicted. */
    @Test
    void aLinkThatDhcpv6ServesIsLeftToIt() throws Exception {
        listenedOn("br0");
        Link6 network = new Link6(link("br0"), (Inet6Address) InetAddress.getByName("fd77::1"), 64);
        server.addLink6(network);
        await(packets.open::isEmpty);
        server.addLink(link("br1"));
        await(() -> packets.open.containsKey("br1"));
        server.removeLink6(network);
        await(() -> packets.open.size() == 2);
    }

    @Test
    void nobodyIsAnsweredWhereThatIsWanted() throws Exception {
        listenedOn("br0");
        server.configure(config("nobody"), Map.of());
        await(packets.open::isEmpty);
        server.addLink(link("br1"));
        server.configure(config("booting"), Map.of());
        await(() -> packets.open.size() == 2);
    }

    @Test
    void aWrongValueLeavesTheServerAsItIs() throws Exception {
        listenedOn("br0");
        server.configure(config("everybody"), Map.of());
        assertEquals(
                List.of(new Finding(
                        Finding.Severity.ERROR,
                        "org.stirrup.ndp",
                        "answer=everybody: nobody of that name; what was in force stays",
                        "write booting or nobody")),
                server.findings());
        assertEquals(1, packets.open.size());
        server.configure(config(" Booting"), Map.of());
        assertEquals(List.of(), server.findings());
    }

    @Test
    void whatCannotBeListenedToIsFoundAndTriedAgain() throws Exception {
        packets.refusal = Optional.of("cannot listen below IP on br0: no");
        server.addLink(link("br0"));
        await(() -> !server.findings().isEmpty());
        Finding finding = server.findings().get(0);
        assertEquals(Finding.Severity.WARNING, finding.severity());
        assertTrue(finding.message().startsWith("cannot listen below IP on br0: no; iPXE"), finding.message());

        packets.refusal = Optional.empty();
        await(() -> !packets.open.isEmpty());
        await(() -> server.findings().isEmpty());
    }

    /** A link that was listened to for long enough. */
    private FakePackets.Port listenedOn(String name) throws Exception {
        server.addLink(link(name));
        await(() -> packets.open.containsKey(name));
        now.set(START.plusSeconds(10));
        return packets.open.get(name);
    }

    private static Link link(String name) throws Exception {
        return new Link(name, 9999, (Inet4Address) InetAddress.getByName("192.168.77.1"), 24);
    }

    private static BootClient ipxe(String link) {
        return new BootClient(
                PC,
                Optional.empty(),
                Stage.IPXE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                link,
                Optional.empty());
    }

    private static String hex(ByteBuffer packet) {
        return HexFormat.of().formatHex(packet.array());
    }

    private static void await(BooleanSupplier there) throws InterruptedException {
        while (!there.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private static NdpServer.Config config(String answer) {
        return new NdpServer.Config() {
            @Override
            public String answer() {
                return answer;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return NdpServer.Config.class;
            }
        };
    }

    /** Knows one machine. */
    private static final class OneMachine implements BootResolver {
        private volatile Optional<Sighting> seen = Optional.empty();

        @Override
        public Optional<Sighting> lastSeen(MacAddress mac) {
            return seen.filter(sighting -> sighting.client().mac().equals(mac));
        }

        @Override
        public Decision resolve(BootClient client, Inet4Address serverAddress) {
            throw new UnsupportedOperationException("not asked here");
        }

        @Override
        public Decision foresee(BootClient client, Inet4Address serverAddress) {
            throw new UnsupportedOperationException("not asked here");
        }

        @Override
        public Menu menu(BootClient client, BootServer boots) {
            throw new UnsupportedOperationException("not asked here");
        }

        @Override
        public void confirmed(BootClient client) {
            throw new UnsupportedOperationException("not told here");
        }

        @Override
        public void confirmed(BootClient client, Inet6Address at) {
            throw new UnsupportedOperationException("not told here");
        }

        @Override
        public Optional<BootClient> at(InetAddress address) {
            throw new UnsupportedOperationException("not asked here");
        }

        @Override
        public BootServer server(Inet4Address serverAddress) {
            throw new UnsupportedOperationException("not asked here");
        }
    }
}
