package org.stirrup.dhcp.subnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.check.Finding;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.net.Link;

/** What is said of pools, classes and hosts that are not right, and what stays in force then. */
class SectionsTest {
    private static final Link ETH1 = new Link("eth1", 2, Ipv4.parse("192.168.1.1"), 24);

    private final Book<SubnetSettings> subnets = Book.ofSubnets();
    private final Book<PoolSettings> pools = Book.ofPools();
    private final Book<ClassSettings> classes = Book.ofClasses();
    private final Book<HostSettings> hosts = Book.ofHosts();

    private static void put(Book<?> book, String name, String... lines) {
        Map<String, List<String>> values = new TreeMap<>();
        for (String line : lines) {
            values.put(line.split("=", 2)[0].strip(), List.of(line.split("=", 2)[1].strip()));
        }
        book.put("pid~" + name, new Written(name + ".cfg", values));
    }

    private List<String> placing() {
        List<Finding> findings = new ArrayList<>();
        Topology.of(
                new Plan(Defaults.STANDARD, subnets.settings(), pools.settings(), classes.settings(), hosts.settings()),
                List.of(ETH1),
                findings);
        return findings.stream()
                .map(finding -> finding.source() + ": " + finding.message())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POOL  | range=192.168.1.9-192.168.1.5 | range=192.168.1.9-192.168.1.5: the first address 192.168.1.9 is above the last, 192.168.1.5",
                "POOL  | allow=known                   | range=: there is no address in it",
                "POOL  | allow=no/name                 | allow=no/name: 'no/name' is not the name of a class",
                "CLASS | filename=x                    | vendorClass=: nothing says who is in this class",
                "CLASS | mac=52:54:zz                  | mac=52:54:zz: '52:54:zz' is not a MAC address or the beginning of one",
                "CLASS | architecture=amiga            | architecture=amiga: 'amiga' is none of bios, uefi_ia32, uefi_x64, uefi_arm32, uefi_arm64, other",
                "CLASS | relay=10.0.0.1/8              | relay=10.0.0.1/8: '10.0.0.1' is not the lowest address of its network: 10.0.0.0/8 is",
                "CLASS | host=friendly                 | host=friendly: 'friendly' is none of all, reserved, known, unknown, discovered, installing, installed, failed",
                "CLASS | option=60                     | option=60: '60' has no '='",
                "HOST  | address=192.168.1.50          | client=: nothing says which machine this is",
                "HOST  | client=pc10                   | client=pc10: not a MAC address: 'pc10', expected six hex pairs as 52:54:00:77:00:10",
                "HOST  | client=uuid:1234              | client=uuid:1234: '1234' is not a UUID such as 11223344-5566-7788-99aa-bbccddeeff00",
                "HOST  | hostname=a b                  | hostname=a b: 'a b' is not a host name",
                "HOST  | options=53=uint8:1            | options=53=uint8:1: option 53 is set by the server itself",
                "HOST  | options=domain-search=a..b    | options=domain-search=a..b: 'a..b' is not a domain name",
                "HOST  | leaseSeconds=5000000000       | leaseSeconds=5000000000: '5000000000' is not a number of seconds from 1 to 4294967294"
            })
    void aWrongValueIsNamedWithItsKey(String kind, String line, String said) {
        Book<?> book =
                switch (kind) {
                    case "POOL" -> pools;
                    case "CLASS" -> classes;
                    default -> hosts;
                };
        put(book, "x", line);
        assertEquals(List.of(), book.settings());
        assertTrue(
                book.findings().stream().anyMatch(finding -> finding.message().equals(said)),
                () -> said + " is not in " + book.findings());
        assertEquals("x.cfg", book.findings().get(0).source());
        assertEquals(Finding.Severity.ERROR, book.findings().get(0).severity());
        assertTrue(
                book.findings().stream().noneMatch(finding -> finding.remedy().isBlank()));
    }

    @Test
    void theLastGoodVersionOfAClassStaysInForce() {
        put(classes, "firmware", "vendorClass=PXEClient*");
        put(classes, "firmware", "vendorClass=PXEClient*", "architecture=amiga");
        assertEquals(
                "[vendorClass=PXEClient*]",
                classes.settings().get(0).conditions().toString());
        assertEquals(
                "the last good version stays in force",
                classes.findings().get(1).message());
    }

    @Test
    void aClassCannotTakeTheNameOfOneThatIsBuiltIn() {
        put(classes, "known", "mac=52:54");
        assertEquals(
                "NAME=known: a class of this name is built in",
                classes.findings().get(0).message());
    }

    @Test
    void whatContradictsAnotherFileIsNamedWithThatFile() {
        put(pools, "a", "range=192.168.1.5-192.168.1.9");
        put(pools, "b", "range=192.168.1.9-192.168.1.12");
        assertEquals(
                "range=192.168.1.9-192.168.1.12: it overlaps 192.168.1.5-192.168.1.9 of a.cfg",
                pools.findings().get(0).message());
        put(hosts, "one", "client=52:54:00:00:00:01", "address=192.168.1.50");
        put(hosts, "two", "client=52:54:00:00:00:01");
        put(hosts, "three", "client=52:54:00:00:00:03", "address=192.168.1.50");
        assertEquals(
                List.of(
                        "client=52:54:00:00:00:01: one.cfg is about this machine too",
                        "address=192.168.1.50: it is kept for the machine of one.cfg too"),
                hosts.findings().stream().map(Finding::message).toList());
    }

    @Test
    void whatSpeaksOfSomethingThatIsNotThereIsToldSo() {
        put(subnets, "lan", "subnet=192.168.1.0/24", "range=192.168.1.100-192.168.1.110", "deny=guests");
        put(pools, "inside", "range=192.168.1.105-192.168.1.120");
        put(pools, "nowhere", "range=10.9.9.1-10.9.9.9");
        put(pools, "across", "range=192.168.1.200-192.168.1.255");
        put(hosts, "pc", "client=52:54:00:00:00:01", "address=10.8.8.8");
        assertEquals(
                List.of(
                        "inside.cfg: range=192.168.1.105-192.168.1.120: it overlaps 192.168.1.100-192.168.1.110 of lan.cfg",
                        "nowhere.cfg: range=10.9.9.1-10.9.9.9: no subnet has these addresses, so nobody gets them",
                        "across.cfg: range=192.168.1.200-192.168.1.255: it is not in 192.168.1.0/24 of lan.cfg",
                        "lan.cfg: allow, deny=guests: there is no such class, so nobody is in it",
                        "pc.cfg: address=10.8.8.8: no subnet has it, so the machine gets another"),
                placing());
    }
}
