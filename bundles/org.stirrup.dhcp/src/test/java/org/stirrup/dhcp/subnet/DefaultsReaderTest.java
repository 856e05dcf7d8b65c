package org.stirrup.dhcp.subnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.guard.Policy;

class DefaultsReaderTest {
    private static Reading<Defaults> read(Map<String, String> keys) {
        Map<String, List<String>> values = new java.util.TreeMap<>();
        keys.forEach((key, value) -> values.put(key, List.of(value)));
        return DefaultsReader.read(new Written("org.stirrup.dhcp", values));
    }

    @Test
    void nothingWrittenIsTheStandard() {
        assertEquals(Optional.of(Defaults.STANDARD), read(Map.of()).value());
    }

    @Test
    void everyKeyIsRead() {
        Defaults defaults = read(Map.ofEntries(
                        Map.entry("mode", "proxy"),
                        Map.entry("otherServer", "silent"),
                        Map.entry("knownServers", "192.168.1.2, 192.168.1.3"),
                        Map.entry("lookSeconds", "30"),
                        Map.entry("authoritative", "false"),
                        Map.entry("allowBooting", "false"),
                        Map.entry("leaseSeconds", "10"),
                        Map.entry("minLeaseSeconds", "5"),
                        Map.entry("maxLeaseSeconds", "20"),
                        Map.entry("offerSeconds", "7"),
                        Map.entry("declineSeconds", "8"),
                        Map.entry("identity", "chaddr"),
                        Map.entry("port", "6767")))
                .value()
                .orElseThrow();
        assertEquals(Mode.PROXY, defaults.mode());
        assertEquals(
                new Company(
                        Policy.SILENT,
                        Set.of(Ipv4.parse("192.168.1.2"), Ipv4.parse("192.168.1.3")),
                        Duration.ofSeconds(30)),
                defaults.company());
        assertFalse(defaults.authoritative());
        assertEquals(Admission.NONE, defaults.booting());
        assertEquals(
                new LeaseTimes(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(20)),
                defaults.times());
        assertEquals(Duration.ofSeconds(7), defaults.offer());
        assertEquals(Duration.ofSeconds(8), defaults.quarantine());
        assertEquals(Identification.CHADDR, defaults.identification());
        assertEquals(6767, defaults.port());
    }

    @Test
    void aWrongValueIsNamed() {
        Reading<Defaults> reading = read(Map.of(
                "port", "65535", "leaseSeconds", "x", "mode", "both", "otherServer", "kill", "knownServers", "1.2.3"));
        assertEquals(
                "identity=mac: 'mac' is neither automatic, client-id nor chaddr",
                read(Map.of("identity", "mac")).findings().get(0).message());
        assertEquals(Optional.empty(), reading.value());
        assertEquals(
                List.of(
                        "leaseSeconds=x: 'x' is not a number of seconds from 1 to 4294967294",
                        "mode=both: 'both' is neither server nor proxy",
                        "otherServer=kill: 'kill' is neither proxy, serve nor silent",
                        "knownServers=1.2.3: '1.2.3' is not an IPv4 address",
                        "port=65535: '65535' is not a port from 1 to 65534"),
                reading.findings().stream().map(finding -> finding.message()).toList());
    }
}
