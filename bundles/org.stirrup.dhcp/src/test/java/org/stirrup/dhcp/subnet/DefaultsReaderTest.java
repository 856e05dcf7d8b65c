package org.stirrup.dhcp.subnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
        Defaults defaults = read(Map.of(
                        "authoritative", "false",
                        "allowBooting", "false",
                        "leaseSeconds", "10",
                        "minLeaseSeconds", "5",
                        "maxLeaseSeconds", "20",
                        "offerSeconds", "7",
                        "declineSeconds", "8",
                        "port", "6767"))
                .value()
                .orElseThrow();
        assertFalse(defaults.authoritative());
        assertFalse(defaults.allowBooting());
        assertEquals(
                new LeaseTimes(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(20)),
                defaults.times());
        assertEquals(Duration.ofSeconds(7), defaults.offer());
        assertEquals(Duration.ofSeconds(8), defaults.quarantine());
        assertEquals(6767, defaults.port());
    }

    @Test
    void aWrongValueIsNamed() {
        Reading<Defaults> reading = read(Map.of("port", "65535", "leaseSeconds", "x"));
        assertEquals(Optional.empty(), reading.value());
        assertEquals(
                List.of(
                        "leaseSeconds=x: 'x' is not a number of seconds from 1 to 4294967294",
                        "port=65535: '65535' is not a port from 1 to 65534"),
                reading.findings().stream().map(finding -> finding.message()).toList());
    }
}
