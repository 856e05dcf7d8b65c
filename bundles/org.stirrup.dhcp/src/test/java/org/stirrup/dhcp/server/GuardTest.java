package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.INFORM;
import static org.stirrup.dhcp.codec.MessageType.OFFER;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.Options;
import org.stirrup.dhcp.guard.Probe;

/** The server looks before it answers; other servers' packets come by the port that a client has. */
@Timeout(180)
class GuardTest {
    private static final String RANGE = "192.168.77.100-192.168.77.109";
    private static final InetSocketAddress OTHER = new InetSocketAddress(Ipv4.parse("192.168.77.2"), 67);
    private static final String ALARM =
            "another DHCP server answers on eth1: 192.168.77.2: no address is given here, machines that boot are told"
                    + " what to boot";

    private Appliance appliance;

    @AfterEach
    void stop() {
        appliance.close();
    }

    private static DhcpMessage offer(DhcpMessage look) {
        Options options = Options.NONE
                .withNumber(KnownOption.MESSAGE_TYPE, OFFER.code())
                .withAddress(KnownOption.SERVER_IDENTIFIER, Ipv4.parse("192.168.77.2"));
        return look.reply(0, Ipv4.NONE, Ipv4.parse("192.168.77.33"), Ipv4.NONE, "", options);
    }

    @Test
    void clientsWaitForTheFirstLookAndAreAnsweredThen() throws Exception {
        Duration window = Duration.ofMillis(600);
        appliance = new Appliance(RANGE, window);
        long before = System.nanoTime();
        appliance.configuration.addLink(Appliance.ETH1);
        appliance.ports.event();
        FakePorts.Sent inform = appliance.ports.look();
        assertEquals(68, inform.port());
        assertEquals(new InetSocketAddress(Ipv4.EVERYBODY, 67), inform.to());
        assertEquals(Optional.of(INFORM), inform.message().messageType());
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).message());
        assertEquals(Optional.of(OFFER), appliance.ports.sent().message().messageType());
        Duration waited = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(waited.compareTo(window) >= 0, "it was answered after " + waited);
    }

    @Test
    void whoAsksAgainDuringTheFirstLookIsAnsweredOnce() throws Exception {
        appliance = new Appliance(RANGE, Duration.ofSeconds(50));
        appliance.configuration.addLink(Appliance.ETH1);
        appliance.ports.event();
        DhcpMessage look = appliance.ports.look().message();
        for (int time = 0; time < 3; time++) {
            appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(2).pxe().message());
            appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(3).pxe().message());
        }
        appliance.ports.hear(Appliance.ETH1, 68, OTHER, offer(look));
        Set<Octets> answered = new HashSet<>();
        answered.add(appliance.ports.sent().message().hardware());
        answered.add(appliance.ports.sent().message().hardware());
        assertEquals(2, answered.size(), "one answer each");
        // Each in the lane of one of those, behind whatever else was to be said.
        appliance.ports.hear(
                Appliance.ETH1, says(DISCOVER).number(2).pxe().xid(7).message());
        assertEquals(7, appliance.ports.sent().message().xid());
        appliance.ports.hear(
                Appliance.ETH1, says(DISCOVER).number(3).pxe().xid(8).message());
        assertEquals(8, appliance.ports.sent().message().xid());
        assertEquals(4, appliance.journal.texts(Kind.DISCOVER).size());
    }

    @Test
    void whereAnotherAnswersNobodyIsGivenAnAddress() throws Exception {
        appliance = new Appliance(RANGE, Duration.ofSeconds(50));
        appliance.configuration.addLink(Appliance.ETH1);
        appliance.ports.event();
        DhcpMessage look = appliance.ports.look().message();
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).message());
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(2).pxe().message());
        appliance.ports.hear(Appliance.ETH1, 68, OTHER, offer(look));
        FakePorts.Sent proxied = appliance.ports.sent();
        assertEquals(Ipv4.NONE, proxied.message().yiaddr());
        assertEquals("opened eth1 4011", appliance.ports.event());
        assertEquals(ALARM, appliance.journal.first(Kind.WARNING).text());
        assertEquals(
                "192.168.77.2", appliance.journal.first(Kind.WARNING).details().get("server"));
        assertEquals(ALARM, appliance.server.findings().get(0).message());
        assertEquals(1, appliance.server.findings().size());

        appliance.company(Map.of("knownServers", "192.168.77.2", "otherServer", "serve"));
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).message());
        assertEquals(
                Optional.of(3600L),
                appliance.ports.sent().message().options().number(KnownOption.LEASE_TIME),
                "an address, whichever");
        assertEquals(List.of(), appliance.server.findings());
        assertEquals("closed eth1 4011", appliance.ports.event());
    }

    @Test
    void whoeverElseIsAStirrupIsToldAndNotServed() throws Exception {
        appliance = new Appliance(RANGE).listening();
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(5).message());
        appliance.ports.sent();
        DhcpMessage look = Probe.inform(Ipv4.parse("192.168.77.9"), 7, Probe.State.LOOKING);
        appliance.ports.hear(Appliance.ETH1, look);
        FakePorts.Sent told = appliance.ports.sent();
        assertEquals(Optional.of(ACK), told.message().messageType());
        assertEquals(new InetSocketAddress(Ipv4.parse("192.168.77.9"), 68), told.to());
        assertEquals(Optional.of(Probe.ANSWER), told.message().options().text(KnownOption.VENDOR_CLASS));
        appliance.ports.hear(
                Appliance.ETH1, Probe.discover(Ipv4.parse("192.168.77.9"), 7, Probe.State.LOOKING, Probe.Way.CLIENT));
        appliance.ports.hear(Appliance.ETH1, Probe.inform(Ipv4.parse("192.168.77.1"), 7, Probe.State.SERVING));
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).message());
        assertEquals(
                Optional.of(MessageType.OFFER),
                appliance.ports.sent().message().messageType(),
                "neither that DISCOVER nor its own is answered");
        assertEquals(List.of(), appliance.journal.texts(Kind.WARNING));
        assertEquals(2, appliance.journal.texts(Kind.DISCOVER).size());
    }

    @Test
    void aProxyLooksForNobodyAndNeedsNoSubnet() throws Exception {
        appliance = new Appliance(RANGE);
        appliance.company(Map.of("mode", "proxy"));
        appliance.configuration.addLink(Appliance.ETH1);
        assertEquals("opened eth1 67", appliance.ports.event());
        assertEquals("opened eth1 4011", appliance.ports.event());
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).pxe().message());
        assertEquals(
                Optional.of("PXEClient"),
                appliance.ports.sent().message().options().text(KnownOption.VENDOR_CLASS));
        assertEquals(List.of(), appliance.server.findings());
    }
}
