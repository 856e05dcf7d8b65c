package org.stirrup.shell.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.testkit.lease.Leases;

class HostSheetTest {
    private static final Instant NOW = Leases.NOON.plus(Duration.ofDays(1));

    private static final Host FULL = new Host(
                    Leases.mac(1),
                    Optional.of("pc1"),
                    Optional.of(UUID.fromString("564d7761-7265-4000-8000-000000000001")),
                    Optional.of(Architecture.UEFI_X64),
                    Optional.of(Leases.address("10.0.0.7")),
                    List.of("lab", "west"),
                    Host.State.FAILED,
                    "he said \"no, never\", twice",
                    "0123456789abcdef0123456789abcdef",
                    Leases.NOON,
                    NOW)
            .withHardware(new Hardware(OptionalLong.of(3890000L << 10), Optional.of("=5CG,1")));

    private static final Host BARE = noted(2, "", "");

    private static Host noted(int number, String note, String token) {
        return new Host(
                Leases.mac(number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Host.State.DISCOVERED,
                note,
                token,
                NOW,
                NOW);
    }

    private static Optional<Host> nobody(MacAddress mac) {
        return Optional.empty();
    }

    private static List<Host> read(String text) {
        return HostSheet.parse(text, HostSheetTest::nobody, NOW);
    }

    private static String refused(String text) {
        return assertThrows(IllegalArgumentException.class, () -> read(text)).getMessage();
    }

    @Test
    void whatIsWrittenIsReadAsItWasButForTheSecret() {
        String sheet = HostSheet.format(List.of(FULL, BARE));
        assertTrue(!sheet.contains(FULL.token()), sheet);
        assertEquals(
                List.of(FULL, BARE),
                HostSheet.parse(
                        sheet,
                        mac -> Optional.of(FULL).filter(host -> host.mac().equals(mac)),
                        NOW));
        assertEquals(
                List.of(BARE), read("\ufeff" + HostSheet.format(List.of(BARE)).replace("\r\n", "\n")));
        assertEquals(List.of(), read(HostSheet.format(List.of())));
    }

    @Test
    void aSpreadsheetSeesNoFormulaAndTheNoteIsReadBack() {
        for (String note : List.of("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''-", "'plain", "-,\"x\"")) {
            String sheet = HostSheet.format(List.of(noted(3, note, "")));
            String cell = sheet.lines().skip(1).findFirst().orElseThrow().split(",", 10)[9];
            assertTrue(!cell.matches("\"?[=+@-].*"), cell);
            assertEquals(note, read(sheet).get(0).note());
        }
    }

    @Test
    void columnsThatAreNotThereStayAsTheyAreAndEmptyCellsTakeAway() {
        Host read = HostSheet.parse("groups,mac,name\nb  a,52-54-00-00-00-01,\n", mac -> Optional.of(FULL), NOW)
                .get(0);
        assertEquals(List.of("a", "b"), read.groups());
        assertEquals(Optional.empty(), read.name());
        assertEquals(FULL.note(), read.note());
        assertEquals(FULL.uuid(), read.uuid());
        assertEquals(FULL.firstSeen(), read.firstSeen());
        assertEquals(FULL.hardware(), read.hardware());
        Host more = HostSheet.parse("mac,memory,serial\n52-54-00-00-00-01,8g,\n", mac -> Optional.of(FULL), NOW)
                .get(0);
        assertEquals(Hardware.UNKNOWN.withMemory(OptionalLong.of(8L << 30)), more.hardware());
        assertEquals(
                "line 2, column memory: '8 GB' is no size such as 512M or 4G",
                refused("mac,memory\n525400000003,8 GB\n"));
    }

    @Test
    void eachMistakeIsToldWithItsLineAndColumn() {
        assertEquals("""
                line 2, column mac: not a MAC address: '52:54', expected six hex pairs as 52:54:00:77:00:10
                line 4, column address: '10.0.0.256' is not an IPv4 address
                line 4, column state: 'done' is none of discovered, installing, installed, failed
                line 5: 2 cells, the heading has 6
                line 6, column mac: 52:54:00:00:00:03 is on line 3 already
                line 7, column uuid: '1-1-1-1-1' is not a UUID
                line 7, column architecture: '65536' is not a number of option 93, such as 0 for BIOS and 7 for UEFI
                line 8, column groups: group 'a;b' is not 1 to 64 letters, digits, dots, dashes and underscores; write a \
                space between two""", refused("""
                mac,address,state,uuid,architecture,groups
                52:54,,,,,
                52:54:00:00:00:03,,,,,
                52:54:00:00:00:04,10.0.0.256,done,,,
                52:54:00:00:00:05,
                525400000003,,,,,
                52:54:00:00:00:07,,,1-1-1-1-1,65536,
                52:54:00:00:00:08,,,,,a;b
                """));
        assertEquals("line 4: a quotation mark is not closed", refused("mac,note\n\n\n52:54:00:00:00:01,\"x\n\n"));
        assertEquals("line 2: text after a closing quotation mark", refused("mac,note\n52:54:00:00:00:01,\"x\"y\n"));
        assertTrue(refused("mac,note\n52:54:00:00:00:01,x\"y\"\n").startsWith("line 2: a quotation mark in a cell"));
        assertEquals(
                "line 3, column note: line breaks, tabs and other control characters are not allowed",
                refused("mac,note\n52:54:00:00:00:01,x\n52:54:00:00:00:02,\"a\nb\"\n52:54:00:00:00:03,\n"));
        assertEquals(
                "line 2, column lastSeen: '22.11.2026' is not a time such as 2026-11-22T12:00:00Z",
                refused("mac,lastSeen\n52:54:00:00:00:01,22.11.2026\n"));
        assertTrue(refused("mac;name\n").startsWith("line 1: there is no column 'mac;name'"));
        assertTrue(refused("name\npc1\n").contains("must name mac"));
        assertTrue(refused("mac,mac\n").contains("no column more than once"));
        assertTrue(refused("").startsWith("it is empty"));
        String many = refused("mac,name\n" + "x,\n".repeat(30));
        assertEquals(21, many.lines().count());
        assertTrue(many.endsWith("\nand 10 more"), many);
    }
}
