package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.MemoryLeases;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.engine.Situation;
import org.stirrup.dhcp.guard.OtherServer;
import org.stirrup.dhcp.guard.Policy;
import org.stirrup.dhcp.guard.Sighting;
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.probe.AddressProbe;
import org.stirrup.dhcp.subnet.Written;
import org.stirrup.net.Link;
import org.stirrup.net.UdpPort;

/** The look for other servers ends just between a decision and its reply. */
@Timeout(180)
class LookEndsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Stance ASIDE = new Stance.Aside(
            Policy.PROXY,
            List.of(new OtherServer(
                    Ipv4.parse("192.168.77.2"),
                    Optional.empty(),
                    Optional.empty(),
                    Sighting.Kind.STRANGER,
                    false,
                    true,
                    NOW,
                    0)));

    private final FakePorts ports = new FakePorts();
    private final MemoryLeases leases = new MemoryLeases();
    private final ListJournal journal = new ListJournal();
    private final Lanes lanes = new Lanes(1, 16);
    private volatile Stance stance = new Stance.Looking();

    /** Nobody has to wait, for another server was found a moment ago. */
    private final Guard guard = new Guard() {
        @Override
        public boolean takes(UdpPort port, Link link, InetSocketAddress from, DhcpMessage message) {
            return false;
        }

        @Override
        public boolean defers(Link link, Object message, Runnable answering) {
            stance = ASIDE;
            return false;
        }
    };

    @AfterEach
    void stop() {
        lanes.close();
    }

    @Test
    void whatWasDecidedBeforeIsNotSaid() throws Exception {
        DhcpConfiguration configuration = new DhcpConfiguration(false);
        configuration.addLink(Appliance.ETH1);
        configuration.putSubnet("lan", new Written("lan", Map.of("range", List.of("192.168.77.20-192.168.77.29"))));
        Exchange exchange = new Exchange(
                lanes,
                new Saver(Runnable::run, 1000, 1000),
                guard,
                link -> new Situation(
                        configuration.topology(),
                        Optional.of(leases),
                        Optional.of(FixedBoot.pxelinux()),
                        Optional.empty(),
                        Optional.empty(),
                        stance),
                () -> configuration.topology().defaults().limits(),
                (link, address, onLink, wait, outcome) -> outcome.accept(new AddressProbe.Outcome.Silence()),
                new JournalLines(() -> Optional.of(journal)),
                new ProxyOffers(),
                () -> {},
                () -> NOW);
        ports.open(Appliance.ETH1, 67, (port, from, payload) -> exchange.received(port, Appliance.ETH1, from, payload));
        ports.hear(Appliance.ETH1, says(DISCOVER).number(1).pxe().message());
        assertEquals(Ipv4.NONE, ports.sent().message().yiaddr(), "the other server gives the address");
        assertEquals(1, journal.texts(Kind.DISCOVER).size(), "one message is one line");
    }
}
