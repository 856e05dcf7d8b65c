package org.stirrup.host.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.host.Host;
import org.stirrup.testkit.lease.Leases;

class HostLineTest {
    private static final Host HOST = new Host(
            Leases.mac(0x10),
            Optional.of("pc17"),
            Optional.of(UUID.fromString("564d7761-7265-4000-8000-000000000001")),
            Optional.of(Architecture.BIOS),
            Optional.of(Leases.address("192.168.1.100")),
            List.of(),
            Host.State.INSTALLED,
            "done in 12 min",
            "0123456789abcdef0123456789abcdef",
            Instant.parse("2026-11-22T12:00:00Z"),
            Instant.parse("2026-11-22T12:40:00.123456789Z"));

    /** Files with such lines are out in the world: they must stay readable. */
    private static final String LINE = "mac=52:54:00:00:00:10 state=INSTALLED firstSeen=2026-11-22T12:00:00Z"
            + " lastSeen=2026-11-22T12:40:00.123456789Z name=pc17 uuid=564d7761-7265-4000-8000-000000000001"
            + " architecture=0 address=192.168.1.100 note=done+in+12+min token=0123456789abcdef0123456789abcdef";

    @Example
    void isALineForPeople() {
        assertEquals(LINE, HostLine.format(HOST));
        assertEquals(HOST, HostLine.parse(LINE));
    }

    @Example
    void groupsStandBeforeTheNote() {
        String line = LINE.replace(" note=", " groups=lab,west note=");
        assertEquals(line, HostLine.format(HOST.withGroups(List.of("west", "lab", "west"))));
        assertEquals(HOST.withGroups(List.of("lab", "west")), HostLine.parse(line));
        String wrong = LINE.replace(" note=", " groups=lab,we+st note=");
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> HostLine.parse(wrong));
        assertTrue(refused.getMessage().contains("'we st'"), refused.getMessage());
    }

    @Property
    void readsBackWhatItWrote(@ForAll("hosts") Host host) {
        String line = HostLine.format(host);
        assertFalse(line.contains("\n"), line);
        assertTrue(line.chars().allMatch(character -> character > 0x1f && character < 0x7f), line);
        assertEquals(host, HostLine.parse(line));
        assertEquals(Optional.of(host.mac()), HostLine.machine(line));
    }

    @Property
    void noticesAMissingEnd(@ForAll("hosts") Host host, @ForAll int place) {
        String line = HostLine.format(host);
        String part = line.substring(0, Math.floorMod(place, line.length()));
        assertThrows(IllegalArgumentException.class, () -> HostLine.parse(part));
    }

    @Property
    void refusesRubbishWithWords(@ForAll String rubbish) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> HostLine.parse(rubbish));
        assertFalse(refused.getMessage().isBlank());
    }

    @Example
    void saysWhatCannotBeRead() {
        for (List<String> change : List.of(
                List.of("state=INSTALLED", "state=INSTALLDE", "state=INSTALLDE cannot be read"),
                List.of("mac=52:54:00:00:00:10", "mac=52:54", "mac=52:54 cannot be read"),
                List.of("address=192.168.1.100", "address=example.org", "address=example.org cannot be read"),
                List.of("address=192.168.1.100", "address=192.168.1.300", "address=192.168.1.300 cannot be read"),
                List.of("architecture=0", "architecture=-1", "architecture=-1 cannot be read"),
                List.of("lastSeen=2026", "lastSeen=yesterday", "lastSeen=yesterday-11-22T12:40:00.123456789Z cannot"),
                List.of("firstSeen=2026-11-22T12:00:00Z ", "", "firstSeen is missing"),
                List.of("token=01", "token=xy", "token is not 32 hexadecimal digits"))) {
            String wrong = LINE.replace(change.get(0), change.get(1));
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> HostLine.parse(wrong));
            assertTrue(refused.getMessage().startsWith(change.get(2)), refused.getMessage());
        }
    }

    @Provide
    Arbitrary<Host> hosts() {
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(0, 4_000_000_000L)
                .map(second -> Instant.ofEpochSecond(second, second % 1_000_000_000));
        Arbitrary<String> tokens = Arbitraries.bytes()
                .array(byte[].class)
                .ofSize(16)
                .map(bytes -> HexFormat.of().formatHex(bytes));
        Arbitrary<Inet4Address> addresses = Arbitraries.integers().map(Leases::address);
        // What a note and a name may hold: characters, and no halves of them.
        Arbitrary<String> texts =
                Arbitraries.strings().ofMaxLength(500).map(text -> text.replaceAll("[\\ud800-\\udfff]", "x"));
        Arbitrary<String> names =
                Arbitraries.strings().withChars("abzABZ09._-").ofMinLength(1).ofMaxLength(64);
        Arbitrary<UUID> uuids = Arbitraries.create(UUID::randomUUID);
        Arbitrary<Host> hosts = Combinators.combine(
                        Arbitraries.integers().between(0, 0xffffff).map(Leases::mac),
                        texts.optional(),
                        uuids.optional(),
                        Arbitraries.integers()
                                .between(0, 0xffff)
                                .map(Architecture::new)
                                .optional(),
                        addresses.optional(),
                        Arbitraries.of(Host.State.class),
                        texts,
                        Combinators.combine(tokens, times, times)
                                .as((token, first, last) -> new Object[] {token, first, last}))
                .as((mac, name, uuid, architecture, address, state, note, rest) -> new Host(
                        mac,
                        name,
                        uuid,
                        architecture,
                        address,
                        List.of(),
                        state,
                        note,
                        (String) rest[0],
                        (Instant) rest[1],
                        (Instant) rest[2]));
        return Combinators.combine(hosts, names.list().ofMaxSize(3)).as(Host::withGroups);
    }
}
