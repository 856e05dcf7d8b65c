package org.stirrup.dhcp.subnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stirrup.api.check.Finding;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.net.Link;

class BookTest {
    private static final Link ETH1 = new Link("eth1", 2, Ipv4.parse("192.168.1.21"), 24);
    private static final Link ETH2 = new Link("eth2", 3, Ipv4.parse("10.0.0.1"), 24);

    private final Book<SubnetSettings> book = Book.ofSubnets();

    private void put(String pid, String range) {
        book.put(pid, new Written(pid + ".cfg", Map.of("range", List.of(range))));
    }

    private List<String> ranges() {
        return book.settings().stream()
                .map(settings -> settings.ranges().toString())
                .toList();
    }

    private List<String> messages() {
        return book.findings().stream().map(Finding::message).toList();
    }

    @Test
    void whatIsRefusedLeavesTheLastGoodVersionInForce() {
        put("a", "192.168.1.5-192.168.1.9");
        put("a", "192.168.1.5-192.168.1");
        assertEquals(List.of("[192.168.1.5-192.168.1.9]"), ranges());
        assertEquals(
                List.of(
                        "range=192.168.1.5-192.168.1: '192.168.1' is not an IPv4 address",
                        "the last good version stays in force"),
                messages());
        put("a", "192.168.1.5-192.168.1.7");
        assertEquals(List.of("[192.168.1.5-192.168.1.7]"), ranges());
        assertEquals(List.of(), messages());
    }

    @Test
    void twoSubnetsDoNotShareAddressesAndTheSecondIsTakenWhenTheFirstIsGone() {
        put("a", "192.168.1.5-192.168.1.9");
        put("b", "192.168.1.9-192.168.1.12");
        assertEquals(List.of("[192.168.1.5-192.168.1.9]"), ranges());
        assertEquals(
                List.of("range=192.168.1.9-192.168.1.12: it overlaps 192.168.1.5-192.168.1.9 of a.cfg"), messages());
        book.remove("a");
        assertEquals(List.of("[192.168.1.9-192.168.1.12]"), ranges());
        assertEquals(List.of(), messages());
    }

    @Test
    void twoSubnetsAreNotOneNetwork() {
        book.put("a", new Written("a.cfg", Map.of("subnet", List.of("10.0.0.0/8"), "range", List.of("10.0.0.5"))));
        book.put("b", new Written("b.cfg", Map.of("subnet", List.of("10.1.0.0/16"), "range", List.of("10.1.0.5"))));
        assertEquals(List.of("subnet=10.1.0.0/16: it overlaps 10.0.0.0/8 of a.cfg"), messages());
    }

    @Test
    void aSubnetWithoutNetworkTakesTheLinks() {
        put("a", "192.168.1.100-192.168.1.200");
        put("b", "10.0.0.100-10.0.0.200");
        List<Finding> findings = new ArrayList<>();
        Topology topology = Topology.of(Plan.of(Defaults.STANDARD, book.settings()), List.of(ETH1, ETH2), findings);
        assertEquals(List.of(), findings);
        assertEquals(
                List.of("192.168.1.0/24", "10.0.0.0/24"),
                topology.subnets().stream()
                        .map(subnet -> subnet.network().toString())
                        .toList());
    }

    @Test
    void aRangeThatLeavesTheLinksNetworkIsRefused() {
        put("a", "192.168.1.100-192.168.2.200");
        List<Finding> findings = new ArrayList<>();
        Topology topology = Topology.of(Plan.of(Defaults.STANDARD, book.settings()), List.of(ETH1), findings);
        assertEquals(List.of(), topology.subnets());
        assertEquals(
                "range=192.168.1.100-192.168.2.200: the last address is not in 192.168.1.0/24",
                findings.get(0).message());
        assertEquals(Finding.Severity.ERROR, findings.get(0).severity());
    }

    @Test
    void aSubnetThatNoLinkHasIsAWarningThatNamesTheLinks() {
        put("a", "172.16.0.100-172.16.0.200");
        book.put("b", new Written("b.cfg", Map.of("subnet", List.of("10.9.0.0/24"), "range", List.of("10.9.0.5"))));
        List<Finding> findings = new ArrayList<>();
        Topology topology = Topology.of(Plan.of(Defaults.STANDARD, book.settings()), List.of(ETH1, ETH2), findings);
        assertEquals(1, topology.subnets().size(), "a relay agent may reach the one whose network is known");
        assertEquals(2, findings.size());
        for (Finding finding : findings) {
            assertEquals(Finding.Severity.WARNING, finding.severity());
            assertTrue(finding.remedy().contains("eth1 has 192.168.1.21/24; eth2 has 10.0.0.1/24"), finding.remedy());
        }
    }

    @Test
    void poolsAreCountedWithoutWhatIsInUse() {
        book.put(
                "a",
                new Written(
                        "a.cfg",
                        Map.of(
                                "range", List.of("192.168.1.20-192.168.1.29"),
                                "routers", List.of("192.168.1.20"),
                                "reservations",
                                        List.of("52:54:00:00:00:01=192.168.1.22 52:54:00:00:00:02=192.168.1.99"))));
        Topology topology = Topology.of(Plan.of(Defaults.STANDARD, book.settings()), List.of(ETH1), new ArrayList<>());
        assertEquals(10 - 3, topology.subnets().get(0).poolSize());
    }
}
