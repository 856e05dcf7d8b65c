package org.stirrup.net.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Finding.Severity;

class WantedTest {
    private static final Map<String, Nic> THERE = new TreeMap<>(Map.of(
            "eth1", NicTest.nic("eth1", true, "10.0.0.1"),
            "eth2", NicTest.nic("eth2", false, "10.0.1.1"),
            "eth3", NicTest.nic("eth3", true)));

    @Test
    void readsAListHoweverItIsSpaced() {
        assertEquals(List.of("eth1", "eth2"), wanted(" eth1, eth2,,eth1 ").names());
    }

    @Test
    void nothingIsWrongWithAnInterfaceThatHasAnAddress() {
        assertEquals(List.of(), wanted("eth1").findings(THERE));
    }

    @Test
    void anUnknownInterfaceIsNamedWithFileKeyValueAndWhatThereIs() {
        assertEquals(
                List.of(new Finding(
                        Severity.ERROR,
                        "etc/org.stirrup.net.cfg",
                        "interfaces=eth1,eht2: there is no network interface 'eht2'",
                        "set interfaces to one or more of: eth1, eth2, eth3")),
                wanted("eth1,eht2").findings(THERE));
    }

    @Test
    void noInterfaceAtAllIsSaid() {
        Finding finding = wanted("").findings(THERE).get(0);

        assertEquals(Severity.ERROR, finding.severity());
        assertEquals("set interfaces to one or more of: eth1, eth2, eth3", finding.remedy());
    }

    @Test
    void anInterfaceThatIsDownOrHasNoAddressIsAWarning() {
        assertEquals(
                List.of(Severity.WARNING, Severity.WARNING),
                wanted("eth2,eth3").findings(THERE).stream()
                        .map(Finding::severity)
                        .toList());
    }

    @Test
    void whatCannotBeANameIsSaidToBeNone() {
        Finding finding = wanted("eth0:1").findings(THERE).get(0);

        assertTrue(finding.message().contains("'eth0:1' cannot be"), finding.message());
    }

    @Test
    void allAreThereEvenIfOneIsDown() {
        assertTrue(wanted("eth1,eth2").allThere(THERE));
        assertFalse(wanted("eth1,eth9").allThere(THERE));
        assertFalse(wanted("").allThere(THERE));
    }

    private static Wanted wanted(String text) {
        return Wanted.of("etc/org.stirrup.net.cfg", text);
    }
}
