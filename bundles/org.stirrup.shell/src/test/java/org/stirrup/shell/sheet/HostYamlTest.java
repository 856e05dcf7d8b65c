package org.stirrup.shell.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Hardware;
import org.stirrup.api.host.Host;
import org.stirrup.testkit.lease.Leases;

class HostYamlTest {
    private static final Host PC17 = new Host(
            new MacAddress("52:54:00:12:34:56"),
            Optional.of("pc17: \"yes\" # no"),
            Optional.empty(),
            Optional.of(new Architecture(7)),
            Optional.of(Leases.address("192.168.1.100")),
            List.of("lab", "west"),
            Host.State.INSTALLED,
            "done",
            "secret",
            Leases.NOON,
            Leases.NOON,
            Optional.of(new Assignment(Optional.of("CentOS-7"), Optional.of("kiosk"), Assignment.Mode.MENU)),
            new Hardware(OptionalLong.of(512L << 20), Optional.of("010")));

    private static List<Host> parse(String text) {
        return HostYaml.parse(
                text, mac -> Optional.of(PC17).filter(host -> host.mac().equals(mac)), Leases.NOON);
    }

    private static String refused(String text) {
        return assertThrows(IllegalArgumentException.class, () -> parse(text)).getMessage();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        String text = HostYaml.format(List.of(PC17, named("52:54:00:00:00:02")));
        assertEquals(List.of(PC17, named("52:54:00:00:00:02")), parse(text));
        assertTrue(text.startsWith("- mac: \"52:54:00:12:34:56\"\n  name: "), text);
        assertTrue(text.contains("\n  groups: [\"lab\", \"west\"]\n"), text);
        assertTrue(!text.contains("secret"), text);
        assertEquals(List.of(), parse(HostYaml.format(List.of())));
    }

    private static Host named(String mac) {
        return parse("- {mac: '" + mac + "'}").get(0);
    }

    /** YAML 1.1 takes the first for a number of base 60, the last for a Boolean, and 010 for eight. */
    @Test
    void plainWordsAreWordsAndNothingElse() {
        Host host = parse("- mac: 52:54:00:12:34:57\n  name: 010\n  note: no\n  groups: west lab\n  state: failed\n")
                .get(0);
        assertEquals(new MacAddress("52:54:00:12:34:57"), host.mac());
        assertEquals(Optional.of("010"), host.name());
        assertEquals("no", host.note());
        assertEquals(List.of("lab", "west"), host.groups());
    }

    @Test
    void whatAMapHasNotStaysAndWhatIsEmptyGoes() {
        assertEquals(PC17, parse("- mac: 52:54:00:12:34:56\n").get(0));
        Host host = parse("- mac: 52:54:00:12:34:56\n  name:\n  groups: []\n  image: ''\n  boot: ~\n  answers: null\n")
                .get(0);
        assertEquals(Optional.empty(), host.name());
        assertEquals(List.of(), host.groups());
        assertEquals(Optional.empty(), host.assignment());
        assertEquals(
                Optional.of(new Assignment(Optional.of("Debian-12"), Optional.of("kiosk"), Assignment.Mode.MENU)),
                parse("- {mac: 52-54-00-12-34-56, image: Debian-12}").get(0).assignment());
    }

    @Test
    void everyMistakeIsToldWithItsLine() {
        assertEquals(
                "line 2, column boot: 'sometimes' is none of once, menu, always, never\n"
                        + "line 4: there is no key 'nmae'; there are: " + String.join(", ", HostColumns.ALL)
                        + "\nline 6: mac is missing\nline 7: is no map; write '- mac: ...'"
                        + "\nline 9, column name: is not one word or text\nline 11: mac is there twice"
                        + "\nline 12, column mac: '00:00:00:00:00:00' is no machine's hardware address",
                refused("# hosts\n- {mac: 52:54:00:00:00:01, boot: sometimes}\n- mac: 52:54:00:00:00:02\n"
                        + "  nmae: x\n\n- name: y\n- z\n- mac: 52:54:00:00:00:03\n  name: [a, b]\n"
                        + "- mac: 52:54:00:00:00:04\n  mac: 52:54:00:00:00:05\n- mac: 00:00:00:00:00:00\n"));
    }

    @Test
    void whatIsNoListOrNoYamlIsRefused() {
        for (String wrong : List.of("", "mac: x", "just text")) {
            assertTrue(refused(wrong).startsWith("it is no list"), wrong);
        }
        assertTrue(refused("- mac: [\n").startsWith("line "));
        assertTrue(refused("- !!java.net.URL x").startsWith("line 1: "), refused("- !!java.net.URL x"));
        assertTrue(refused("- a: \"\n").startsWith("line "));
        assertTrue(refused("[".repeat(5000)).contains("Nesting"), refused("[".repeat(5000)));
        assertTrue(refused("- &a [b]\n- *a\n- *a\n").contains("aliases"), refused("- &a [b]\n- *a\n- *a\n"));
    }
}
