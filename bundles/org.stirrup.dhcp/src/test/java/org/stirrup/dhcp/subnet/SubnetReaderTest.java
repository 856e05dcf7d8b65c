package org.stirrup.dhcp.subnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.check.Finding;
import org.stirrup.dhcp.codec.Ipv4;

class SubnetReaderTest {
    private static final String FILE = "/etc/stirrup/org.stirrup.dhcp.subnet-lan.cfg";

    /** @param lines key=value */
    private static Reading<SubnetSettings> read(String... lines) {
        Map<String, List<String>> values = new TreeMap<>();
        Arrays.stream(lines)
                .map(line -> line.split("=", 2))
                .forEach(pair -> values.put(pair[0].strip(), List.of(pair[1].strip())));
        return SubnetReader.read(new Written(FILE, values));
    }

    private static SubnetSettings good(String... lines) {
        Reading<SubnetSettings> reading = read(lines);
        assertEquals(List.of(), reading.findings());
        return reading.value().orElseThrow();
    }

    @Test
    void theHandMadeServersFileIsExpressible() {
        SubnetSettings settings = good(
                "subnet=192.168.1.0",
                "netmask=255.255.255.0",
                "routers=192.168.1.2",
                "range=192.168.1.240-192.168.1.250",
                "dynamicBootp=true",
                "domainNameServers=192.168.1.2, 192.168.1.3",
                "allowBooting=true",
                "nextServer=192.168.1.21",
                "filename=pxelinux.0");
        assertEquals(Optional.of(new Network(Ipv4.parse("192.168.1.0"), 24)), settings.network());
        assertEquals(11, settings.ranges().get(0).size());
        assertTrue(settings.dynamicBootp());
        assertEquals(List.of(Ipv4.parse("192.168.1.2")), settings.routers());
        assertEquals(2, settings.domainNameServers().size());
        assertEquals(Optional.of(Ipv4.parse("192.168.1.21")), settings.terms().nextServer());
        assertEquals(Optional.of("pxelinux.0"), settings.terms().filename());
        assertEquals(Optional.of(Admission.ALL), settings.booting());
    }

    @Test
    void reservationsAreReadHoweverTheyAreListed() {
        for (String list : List.of(
                "52:54:00:00:00:01=192.168.1.50,pc1 52-54-00-00-00-02=192.168.1.51",
                "52:54:00:00:00:01=192.168.1.50,pc1; 52:54:00:00:00:02=192.168.1.51",
                "52:54:00:00:00:01=192.168.1.50,pc1,525400000002=192.168.1.51",
                "52:54:00:00:00:01=192.168.1.50,pc1,\n 52:54:00:00:00:02=192.168.1.51")) {
            List<Reservation> reservations =
                    good("subnet=192.168.1.0/24", "reservations=" + list).reservations();
            assertEquals(
                    List.of(
                            new Reservation(
                                    Identity.parse("52:54:00:00:00:01"),
                                    Ipv4.parse("192.168.1.50"),
                                    Optional.of("pc1")),
                            new Reservation(
                                    Identity.parse("52:54:00:00:00:02"), Ipv4.parse("192.168.1.51"), Optional.empty())),
                    reservations,
                    list);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "range=192.168.1.1-10.0.0.2 | the first address 192.168.1.1 is above the last, 10.0.0.2",
                "range=10.0.0.2-192.168.1.50 | the first address is not in 192.168.1.0/24",
                "range=192.168.1.100-192.168.2.5 | the last address is not in 192.168.1.0/24",
                "range=192.168.1.100-192.168.1.255 | the last address is the broadcast address of 192.168.1.0/24",
                "range=192.168.1.0-192.168.1.9 | the first address is the number of 192.168.1.0/24",
                "range=192.168.1.100 to 192.168.1.200 | 'to' is not an IPv4 address",
                "range=192.168.1.5-192.168.1.9,192.168.1.9-192.168.1.12 | it overlaps 192.168.1.5-192.168.1.9 of the same subnet",
                "netmask=255.0.255.0 | '255.0.255.0' is not a netmask: its one bits are not all on the left",
                "netmask=255.255.0.0 | its prefix is not that of the netmask, which has 16 bits",
                "subnet=192.168.1.7/24 | '192.168.1.7' is not the lowest address of its network: 192.168.1.0/24 is",
                "subnet=192.168.1/24 | '192.168.1' is not an IPv4 address",
                "subnet=192.168.1.0/33 | a prefix has 0 to 32 bits, not 33",
                "subnet=192.168.1.0 | the netmask is missing",
                "routers=gateway | 'gateway' is not an IPv4 address",
                "nextServer=1.2.3 | '1.2.3' is not an IPv4 address",
                "dynamicBootp=yes | 'yes' is neither true nor false",
                "leaseSeconds=1h | '1h' is not a number of seconds from 1 to 4294967294",
                "reservations=52:54:00:00:00:01 | '52:54:00:00:00:01' is not MAC=ADDRESS or MAC=ADDRESS,HOSTNAME",
                "reservations=52:54:00:00:00:01=10.0.0.5 | the address is not in 192.168.1.0/24",
                "options=42=ips:x | 'x' is not an IPv4 address",
                "options=51=uint32:5 | option 51 is set by the server itself",
                "options=nonsense=5 | 'nonsense' is neither an option's code nor a name known here",
                "options=224=5 | '5' does not begin with a type"
            })
    void saysFileKeyValueAndWhatWouldBeRight(String line, String why) {
        String key = line.substring(0, line.indexOf('='));
        String[] lines = key.equals("subnet") ? new String[] {line} : new String[] {"subnet=192.168.1.0/24", line};
        Reading<SubnetSettings> reading = read(lines);
        assertEquals(Optional.empty(), reading.value());
        Finding finding = reading.findings().stream()
                .filter(each -> each.severity() == Finding.Severity.ERROR)
                .findFirst()
                .orElseThrow();
        assertEquals(FILE, finding.source());
        assertTrue(finding.message().endsWith(": " + why), finding.message());
        assertTrue(
                finding.message().startsWith(key.equals("netmask") && why.contains("prefix") ? "subnet=" : key + "="),
                finding.message());
        assertTrue(finding.remedy().length() > 10, finding.remedy());
    }

    @Test
    void aRangesRemedyIsARangeOfItsNetwork() {
        assertEquals(
                "give a range such as 192.168.1.100-192.168.1.200",
                read("subnet=192.168.1.0/24", "range=10.0.0.1-10.0.0.9")
                        .findings()
                        .get(0)
                        .remedy());
        assertEquals(
                "give a range such as 10.0.0.8-10.0.0.14",
                read("subnet=10.0.0.0/28", "range=10.1.0.1-10.1.0.9")
                        .findings()
                        .get(0)
                        .remedy());
    }

    @Test
    void anUnknownKeyIsNamedButDoesNotStopAnything() {
        Reading<SubnetSettings> reading = read("subnet=192.168.1.0/24", "rnage=1", "range=192.168.1.5-192.168.1.9");
        assertTrue(reading.value().isPresent());
        assertEquals(
                "rnage=1: there is no such key, it is ignored",
                reading.findings().get(0).message());
    }

    @Test
    void aRouterElsewhereIsOnlyAWarning() {
        Reading<SubnetSettings> reading =
                read("subnet=192.168.1.0/24", "routers=10.0.0.1", "range=192.168.1.5-192.168.1.9");
        assertTrue(reading.value().isPresent());
        assertEquals(Finding.Severity.WARNING, reading.findings().get(0).severity());
    }

    @Test
    void oneLeaseTimeMovesTheOthersAlong() {
        LeaseTimes standard = Defaults.STANDARD.times();
        assertEquals(
                new LeaseTimes(Duration.ofDays(7), standard.least(), Duration.ofDays(7)),
                good("leaseSeconds=604800", "range=192.168.1.5").terms().times(standard));
        assertEquals(
                new LeaseTimes(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60)),
                good("maxLeaseSeconds=60", "range=192.168.1.5").terms().times(standard));
        Reading<SubnetSettings> wrong = read("leaseSeconds=60", "minLeaseSeconds=90", "range=192.168.1.5");
        assertEquals(Optional.empty(), wrong.value());
        assertEquals(
                "leaseSeconds=60: the usual time of 60 s is not between 90 s and 86400 s",
                wrong.findings().get(0).message());
    }
}
