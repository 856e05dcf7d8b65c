package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.forecast.Inquiry;
import org.stirrup.api.host.Host;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.MemoryLeases;
import org.stirrup.dhcp.OneHost;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.subnet.Written;
import org.stirrup.net.Link;

/** What known machines would be told where a configuration is only checked: no link, no port, no server. */
class ForecastTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Link ETH1 = new Link("eth1", 2, Ipv4.parse("192.168.77.1"), 24);

    private final DhcpConfiguration configuration = new DhcpConfiguration(true);
    private final MemoryLeases leases = new MemoryLeases();
    private final OneHost hosts = new OneHost();
    private final Forecast forecast = new Forecast(configuration, () -> NOW);

    @BeforeEach
    void start() {
        forecast.leases = leases;
        forecast.hosts = hosts;
        forecast.boot = FixedBoot.pxelinux();
    }

    private void file(Section.Kind kind, String name, Map<String, String> keys) {
        Map<String, List<String>> values = new TreeMap<>();
        keys.forEach((key, value) -> values.put(key, List.of(value)));
        configuration.putSection(kind, name, new Written(name + ".cfg", values));
    }

    private List<String> known() {
        return forecast.known().stream().map(each -> each.inquiry().toString()).toList();
    }

    private Map<String, String> answer(String inquiry) {
        return forecast.answer(Inquiry.parse(inquiry), NOW);
    }

    private void lease(String address, String client, Lease.State state) throws Exception {
        leases.insert(new Lease(
                Ipv4.parse(address),
                new ClientKey(client),
                MacAddress.of("52:54:00:77:00:07"),
                Optional.of("box"),
                state,
                NOW,
                Optional.of(NOW.plus(Duration.ofHours(1)))));
    }

    @Test
    void reservationsHostsAndLeasesAreKnown() throws Exception {
        file(
                Section.Kind.SUBNET,
                "lan",
                Map.of(
                        "subnet", "192.168.77.0/24",
                        "range", "192.168.77.100-192.168.77.109",
                        "reservations", "id:kiosk=192.168.77.20"));
        hosts.is(3, Host.State.DISCOVERED);
        lease("192.168.77.101", "id:ff00", Lease.State.BOUND);
        lease("192.168.77.102", "mac:52:54:00:77:00:07", Lease.State.RELEASED);
        assertEquals(
                List.of(
                        "bios 192.168.77.20 id:kiosk",
                        "uefi 192.168.77.20 id:kiosk",
                        "os 192.168.77.20 id:kiosk",
                        "bios 192.168.77.100 52:54:00:77:00:03",
                        "uefi 192.168.77.100 52:54:00:77:00:03",
                        "os 192.168.77.100 52:54:00:77:00:03",
                        "os 192.168.77.101 52:54:00:77:00:07 id:0xff00",
                        "renews 192.168.77.101 52:54:00:77:00:07 id:0xff00"),
                known());
        assertEquals("192.168.77.20", answer("uefi 192.168.77.20 id:kiosk").get("yiaddr"));
        assertEquals(
                "192.168.77.101",
                answer("renews 192.168.77.101 52:54:00:77:00:07 id:0xff00").get("yiaddr"));
        assertEquals(
                "192.168.77.100",
                answer("bios 192.168.77.100 52:54:00:77:00:03").get("yiaddr"));
        assertTrue(
                answer("renews 192.168.77.101 52:54:00:77:00:08").get("reply").startsWith("NAK "));
        assertEquals(2, leases.writes(), "nothing is saved but what the test has saved");
    }

    @Test
    void aSubnetThatNoLinkIsInIsAskedByItsRelayAgent() {
        file(
                Section.Kind.SUBNET,
                "far",
                Map.of(
                        "subnet", "10.2.0.0/24",
                        "range", "10.2.0.100-10.2.0.200",
                        "routers", "10.2.0.1",
                        "reservations", "circuit:ge-0/0/7=10.2.0.7,kiosk"));
        forecast.links = () -> List.of(ETH1);
        Map<String, String> answer = answer("os 10.2.0.7 circuit:ge-0/0/7");
        assertEquals("by the relay agent 10.2.0.1", answer.get("heard"));
        assertEquals("10.2.0.7", answer.get("yiaddr"));
        assertEquals(List.of(), forecast.assumptions());
    }

    @Test
    void withoutAnyInterfaceEachSubnetHasALinkForTheWhile() {
        file(
                Section.Kind.SUBNET,
                "far",
                Map.of("subnet", "10.2.0.0/24", "range", "10.2.0.100-10.2.0.200", "routers", "10.2.0.254"));
        assertEquals("on 10.2.0.0/24", answer("os 10.2.0.9 52:54:00:77:00:01").get("heard"));
        assertTrue(forecast.assumptions().get(0).endsWith("10.2.0.1 in 10.2.0.0/24"), forecast.assumptions()::toString);
        assertEquals(
                "no subnet is configured for the relay agent 10.9.0.9",
                answer("os 10.9.0.9 52:54:00:77:00:01").get("no answer"));
    }

    @Test
    void whereNothingIsServedThatIsTheAnswer() {
        file(Section.Kind.SUBNET, "lan", Map.of("range", "192.168.77.100-192.168.77.109"));
        assertFalse(
                answer("os 192.168.77.100 52:54:00:77:00:01").get("no answer").isEmpty());
        forecast.links = () -> List.of(ETH1);
        assertEquals(
                "192.168.77.100", answer("os 192.168.77.100 52:54:00:77:00:01").get("yiaddr"));
    }
}
