package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.Clients.bootp;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DECLINE;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.OFFER;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.Finding;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.OneHost;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.subnet.Written;
import org.stirrup.net.Link;

@Timeout(180)
class DhcpServerTest {
    private static final Link ETH2 = new Link("eth2", 3, Ipv4.parse("10.0.0.1"), 24);

    private final Appliance appliance = new Appliance("192.168.77.100-192.168.77.109");

    @AfterEach
    void stop() {
        appliance.close();
    }

    private FakePorts.Sent answer(Clients client) throws InterruptedException {
        appliance.ports.hear(Appliance.ETH1, client.message());
        return appliance.ports.sent();
    }

    private String lease(int number) throws InterruptedException {
        String address =
                answer(says(DISCOVER).number(number).pxe()).message().yiaddr().getHostAddress();
        FakePorts.Sent ack =
                answer(says(REQUEST).number(number).pxe().wanting(address).from("192.168.77.1"));
        assertEquals(Optional.of(ACK), ack.message().messageType());
        return ack.message().yiaddr().getHostAddress();
    }

    private List<String> messages() {
        return appliance.server.findings().stream().map(Finding::message).toList();
    }

    @Test
    void aBootIsFourMessagesAndFourLines() throws Exception {
        FixedBoot boot = FixedBoot.pxelinux();
        appliance.server.boot = boot;
        appliance.listening();
        assertEquals("192.168.77.100", lease(1));
        assertEquals(List.of(Kind.DISCOVER, Kind.OFFER, Kind.REQUEST, Kind.ACK), appliance.journal.kinds());
        BootEvent ack = appliance.journal.first(Kind.ACK);
        assertEquals("192.168.77.100, pxelinux.0 by pxelinux", ack.text());
        assertEquals(Optional.of(Ipv4.parse("192.168.77.100")), ack.address());
        assertEquals("pxelinux", ack.details().get("loader"));
        assertEquals("pxelinux.0", ack.details().get("file"));
        assertEquals("00001234", ack.details().get("xid"));
        assertEquals("eth1", ack.details().get("link"));
        assertTrue(ack.details().get("millis").matches("[0-9]+\\.[0-9]"), ack.toString());
        assertEquals(
                "PXEClient:Arch:00000:UNDI:002001",
                appliance.journal.texts(Kind.DISCOVER).get(0));
        assertEquals(1, boot.confirmed().size());
        assertEquals(
                Optional.of(Ipv4.parse("192.168.77.100")),
                boot.confirmed().get(0).address());
    }

    /** The version before looked, and was alone: this one's clients need not wait for that again. */
    @Test
    void whoInheritsAPortAnswersAtOnce() throws Exception {
        try (Appliance next = new Appliance("192.168.77.100-192.168.77.109", Duration.ofHours(1))) {
            next.ports.bequeath(Appliance.ETH1);
            next.listening();
            next.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).pxe().message());
            assertEquals(Optional.of(OFFER), next.ports.sent().message().messageType());
        }
    }

    /** Other servers are looked for meanwhile: {@link Appliance#listening} waits for that. */
    @Test
    void whoIsHeardDuringTheStartIsAnsweredAtItsEnd() throws Exception {
        try (Appliance next = Appliance.starting("192.168.77.100-192.168.77.109")) {
            next.server.boot = null;
            next.listening();
            next.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).pxe().message());
            next.ports.hear(Appliance.ETH1, says(DISCOVER).number(2).pxe().message());
            next.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).pxe().message());
            next.server.boot = FixedBoot.pxelinux();
            next.started = true;
            Set<MessageType> types = EnumSet.noneOf(MessageType.class);
            Set<String> addresses = new TreeSet<>();
            for (int i = 0; i < 2; i++) {
                DhcpMessage sent = next.ports.sent().message();
                types.add(sent.messageType().orElseThrow());
                addresses.add(sent.yiaddr().getHostAddress());
            }
            assertEquals(Set.of(OFFER), types);
            assertEquals(Set.of("192.168.77.100", "192.168.77.101"), addresses);
            next.ports.hear(
                    Appliance.ETH1, says(DISCOVER).number(1).pxe().xid(7).message());
            assertEquals(7, next.ports.sent().message().xid(), "who asked twice while it started is answered once");
            assertEquals(List.of(), next.journal.texts(Kind.DROP), "nobody was judged by half an appliance");
            assertEquals(List.of(), next.journal.texts(Kind.NO_LOADER));
        }
    }

    @Test
    void onlyWhoServesHandsItsPortOn() throws Exception {
        assertEquals("handed on eth1", afterClosing(Duration.ZERO));
        assertEquals("closed eth1", afterClosing(Duration.ofHours(1)));
    }

    private static String afterClosing(Duration window) throws InterruptedException {
        Appliance one = new Appliance("192.168.77.100-192.168.77.109", window);
        one.listening();
        one.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).pxe().message());
        if (window.isZero()) {
            one.ports.sent();
        }
        one.close();
        return one.ports.event();
    }

    @Test
    void portsFollowTheLinks() throws Exception {
        appliance.listening();
        appliance.configuration.addLink(ETH2);
        assertEquals("opened eth2 67", appliance.ports.event());
        appliance.configuration.removeLink(Appliance.ETH1);
        assertEquals("closed eth1", appliance.ports.event());
    }

    @Test
    void pluginsComeAndGoWhileThePortStays() throws Exception {
        appliance.listening();
        lease(1);
        appliance.server.leases = null;
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(2).message());
        assertEquals(
                "no lease store is running, so no address can be given",
                appliance.journal.first(Kind.DROP).text());
        assertTrue(messages().contains("no lease store is running, so no address is given"));
        appliance.server.leases = appliance.leases;
        appliance.server.boot = FixedBoot.nothing("pxelinux: not mine");
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(4).pxe().message());
        assertEquals(
                "pxelinux: not mine", appliance.journal.first(Kind.NO_LOADER).text());
        appliance.server.boot = FixedBoot.pxelinux();
        appliance.server.journal = null;
        assertEquals("192.168.77.101", lease(3));
        assertTrue(appliance.ports.sentAlready().isEmpty());
        assertEquals(List.of(), messages());
    }

    @Test
    void aTakenPortIsNamedAndTriedAgain() throws Exception {
        appliance.ports.taken("port 67 on eth1 is taken by dnsmasq (pid 812)");
        appliance.configuration.addLink(Appliance.ETH1);
        assertEquals("refused eth1", appliance.ports.event());
        assertEquals("refused eth1", appliance.ports.event());
        assertEquals(List.of("no DHCP on eth1: port 67 on eth1 is taken by dnsmasq (pid 812)"), messages());
        appliance.ports.taken("");
        String event = appliance.ports.event();
        while (event.startsWith("refused")) {
            event = appliance.ports.event();
        }
        assertEquals("opened eth1 67", event);
        assertEquals("192.168.77.100", lease(1));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!messages().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(), messages());
    }

    @Test
    void whereNoSubnetIsOneLineIsWritten() throws Exception {
        appliance.listening();
        appliance.configuration.addLink(ETH2);
        appliance.ports.event();
        for (int number = 1; number <= 20; number++) {
            appliance.ports.hear(ETH2, says(DISCOVER).number(number).message());
        }
        lease(50);
        assertEquals(
                "no subnet is configured for 10.0.0.1/24 on eth2",
                appliance.journal.first(Kind.WARNING).text());
        assertEquals(1, appliance.journal.texts(Kind.WARNING).size());
        assertEquals(0, appliance.journal.texts(Kind.DROP).size());
    }

    @Test
    void garbageIsCountedAndSaidNowAndThen() throws Exception {
        appliance.listening();
        for (int i = 0; i < 100; i++) {
            appliance.ports.hear(Appliance.ETH1, ByteBuffer.wrap(new byte[i]));
        }
        assertEquals(List.of("from 0.0.0.0: 0 bytes, a header alone has 236"), appliance.journal.texts(Kind.DROP));
        assertEquals("malformed", appliance.journal.first(Kind.DROP).details().get("reason"));
        appliance.now = appliance.now.plus(Duration.ofSeconds(6));
        appliance.ports.hear(Appliance.ETH1, ByteBuffer.wrap(new byte[3]));
        assertEquals(
                "from 0.0.0.0: 3 bytes, a header alone has 236 (and 99 more of this kind before)",
                appliance.journal.texts(Kind.DROP).get(1));
        assertEquals("192.168.77.100", lease(1));
    }

    @Test
    void aPluginThatThrowsCostsOnePacket() throws Exception {
        appliance.listening();
        appliance.server.boot = FixedBoot.broken();
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).pxe().message());
        BootEvent drop = appliance.journal.first(Kind.DROP);
        assertEquals("failed", drop.details().get("reason"));
        assertEquals(Optional.of(MacAddress.of("52:54:00:77:00:01")), drop.mac());
        appliance.server.boot = FixedBoot.pxelinux();
        assertEquals("192.168.77.100", lease(3));
    }

    @Test
    void aPoolThatIsNearlyFullIsNamedBeforeItIsFull() throws Exception {
        appliance.subnet("lan", Map.of("range", "192.168.77.240-192.168.77.250"));
        appliance.listening();
        for (int number = 1; number <= 9; number++) {
            lease(number);
        }
        assertEquals(List.of(), messages());
        lease(10);
        assertEquals(
                "pool 192.168.77.240-192.168.77.250 of 192.168.77.0/24 has 11 addresses, 10 are taken",
                appliance.journal.first(Kind.WARNING).text());
        assertEquals(
                List.of("pool 192.168.77.240-192.168.77.250 of 192.168.77.0/24 has 11 addresses, 10 are taken"),
                messages());
        lease(11);
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(12).message());
        assertEquals(
                "all 11 addresses of 192.168.77.240-192.168.77.250 of 192.168.77.0/24 are taken",
                appliance.journal.first(Kind.DROP).text());
    }

    @Test
    void aMachineThatFindsItsAddressInUseIsAWarning() throws Exception {
        appliance.listening();
        lease(1);
        appliance.ports.hear(
                Appliance.ETH1,
                says(DECLINE)
                        .number(1)
                        .wanting("192.168.77.100")
                        .from("192.168.77.1")
                        .message());
        assertEquals(
                "another machine uses 192.168.77.100; nobody gets it for 60 minutes",
                appliance.journal.first(Kind.WARNING).text());
    }

    @Test
    void aBootpClientIsOneRequestAndOneReply() throws Exception {
        appliance.subnet("lan", Map.of("range", "192.168.77.100-192.168.77.109", "dynamicBootp", "true"));
        appliance.listening();
        FakePorts.Sent sent = answer(bootp().number(1));
        assertEquals("192.168.77.100", sent.message().yiaddr().getHostAddress());
        assertEquals(Optional.of(MacAddress.of("52:54:00:77:00:01")), sent.hardware());
        assertEquals(
                List.of("a plain BOOTP client", "reply: 192.168.77.100, pxelinux.0 by pxelinux"),
                appliance.journal.texts(Kind.BOOTP));
    }

    @Test
    void anotherServerIsNoticedOnce() throws Exception {
        appliance.company(Map.of("otherServer", "serve"));
        appliance.listening();
        for (int number = 1; number <= 3; number++) {
            appliance.ports.hear(
                    Appliance.ETH1,
                    says(REQUEST)
                            .number(number)
                            .wanting("10.1.1.5")
                            .from("10.1.1.1")
                            .message());
        }
        lease(9);
        assertEquals(
                "another DHCP server answers on eth1: 10.1.1.1: addresses are given here",
                appliance.journal.first(Kind.WARNING).text());
        assertEquals(1, appliance.journal.texts(Kind.WARNING).size());
    }

    @Test
    void aWrongConfigurationChangesNothingButWhatIsSaid() throws Exception {
        appliance.listening();
        assertEquals(List.of(), appliance.configuration.findings());
        appliance.subnet("lan", Map.of("range", "192.168.77.100-192.168.77"));
        assertEquals(2, appliance.configuration.findings().size());
        assertEquals("lan.cfg", appliance.configuration.findings().get(0).source());
        MessageType type =
                answer(says(DISCOVER).number(1)).message().messageType().orElseThrow();
        assertEquals(OFFER, type);
        assertFalse(appliance.configuration.topology().subnets().isEmpty());
    }

    @Test
    void aMachineThatWaitsToBeApprovedStandsAmongTheHostsAndBootsOnceItIs() throws Exception {
        OneHost hosts = new OneHost();
        appliance.server.hosts = hosts;
        appliance.configuration.put(new Written("dhcp.cfg", Map.of("allowBooting", List.of("known"))));
        appliance.listening();
        appliance.ports.hear(Appliance.ETH1, says(DISCOVER).number(1).pxe().message());
        BootEvent drop = appliance.journal.first(Kind.DROP);
        assertEquals("awaits approval", drop.details().get("reason"));
        assertEquals(
                "of machines that boot, 192.168.77.0/24 serves only known; this machine is not known yet and waits to be"
                        + " approved",
                appliance.journal.first(Kind.WARNING).text());
        MacAddress mac = MacAddress.of("52:54:00:77:00:01");
        assertEquals(mac, hosts.all().get(0).mac());
        hosts.assign(mac, List.of("room"));
        assertEquals(
                Optional.of(OFFER),
                answer(says(DISCOVER).number(1).xid(2).pxe()).message().messageType());
    }

    @Test
    void aQuarantinedAddressIsShown() throws Exception {
        appliance.listening();
        lease(1);
        appliance.ports.hear(
                Appliance.ETH1,
                says(DECLINE)
                        .number(1)
                        .wanting("192.168.77.100")
                        .from("192.168.77.1")
                        .message());
        appliance.journal.first(Kind.WARNING);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (messages().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(
                List.of(
                        "in quarantine, because somebody else was found there: 192.168.77.100 until 2026-11-22T13:00:00Z"),
                messages());
    }
}
