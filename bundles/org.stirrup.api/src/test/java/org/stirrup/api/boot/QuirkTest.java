package org.stirrup.api.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.Quirk.Match;

class QuirkTest {
    private static final BootClient UEFI = new BootClient(
            MacAddress.of("52:54:00:77:00:10"),
            Optional.of(Architecture.UEFI_X64),
            Stage.PXE_ROM,
            Optional.empty(),
            Optional.of("PXEClient:Arch:00007:UNDI:003000"),
            Optional.empty(),
            "br0",
            Optional.empty());

    @Test
    void everyConditionMustHold() {
        Match match = Match.ANY
                .vendorClass("PXEClient:Arch:.*")
                .architectures(Architecture.UEFI_X64, Architecture.UEFI_BC)
                .stages(Stage.PXE_ROM)
                .macPrefixes("52:54:00");
        assertTrue(match.fits(UEFI));
        assertFalse(match.vendorClass("PXEClient").fits(UEFI), "not the whole vendor class");
        assertFalse(match.userClass("iPXE").fits(UEFI), "it has none");
        assertFalse(match.architectures(Architecture.BIOS).fits(UEFI));
        assertFalse(match.stages(Stage.IPXE).fits(UEFI));
        assertFalse(match.macPrefixes("b8:27:eb").fits(UEFI));
        assertTrue(Match.ANY.fits(BootClient.of(MacAddress.UNKNOWN, "")));
    }

    @Test
    void aRowAboutAFileHoldsForThatFileOnly() {
        Quirk backslashes = new Quirk(
                "backslashes",
                Match.ANY.path(".*\\\\.*"),
                new QuirkEffect.Rewrite(Pattern.compile("\\\\"), "/"),
                "a test");
        Quirks table = new Quirks() {
            @Override
            public List<Quirk> rows() {
                return List.of(backslashes);
            }

            @Override
            public void applied(Quirk quirk, BootClient client, String what) {
                throw new AssertionError("nothing is applied here");
            }
        };
        assertEquals(List.of(), table.of(UEFI));
        assertEquals(List.of(backslashes), table.of(UEFI, "\\Boot\\BCD"));
        assertEquals(List.of(), table.of(UEFI, "Boot/BCD"));
    }

    @Test
    void whatIsWrittenIsChecked() {
        QuirkEffect effect = new QuirkEffect.Broadcast();
        assertThrows(IllegalArgumentException.class, () -> new Quirk("No Name", Match.ANY, effect, "x"));
        assertThrows(IllegalArgumentException.class, () -> new Quirk("name", Match.ANY, effect, " "));
        assertThrows(IllegalArgumentException.class, () -> Match.ANY.macPrefixes("B8-27"));
        assertThrows(IllegalArgumentException.class, () -> new QuirkEffect.LargestReply(575));
        assertThrows(IllegalArgumentException.class, () -> new QuirkEffect.WithOption(43, "0"));
        assertThrows(IllegalArgumentException.class, () -> new QuirkEffect.WithOption(255, "00"));
        assertThrows(IllegalArgumentException.class, () -> new QuirkEffect.LargestWindow(0));
    }

    @Test
    void aPersonReadsWhomItIsAbout() {
        assertEquals("everybody", Match.ANY.text());
        assertEquals(
                "vendorClass=PXEClient.* architectures=7,9 stages=pxe_rom macPrefixes=b8:27:eb",
                Match.ANY
                        .vendorClass("PXEClient.*")
                        .architectures(Architecture.UEFI_BC, Architecture.UEFI_X64)
                        .stages(Stage.PXE_ROM)
                        .macPrefixes("b8:27:eb")
                        .text());
    }
}
