package org.stirrup.boot.quirk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.boot.Services;
import org.stirrup.testkit.boot.Machines;

/** Which rows are about whom, and that they are about nobody else. */
class KnownQuirksTest {
    private final QuirkTable table = new QuirkTable();

    KnownQuirksTest() {
        table.bound = List.of(Services.ranked(0, new KnownQuirks()));
    }

    private List<String> of(BootClient client) {
        return table.of(client).stream().map(Quirk::name).toList();
    }

    private String rewritten(String asked) {
        return table.of(Machines.stranger(), asked).stream()
                .map(Quirk::effect)
                .filter(QuirkEffect.Rewrite.class::isInstance)
                .map(QuirkEffect.Rewrite.class::cast)
                .reduce(asked, (name, rewrite) -> rewrite.apply(name), (a, b) -> b);
    }

    @Test
    void rowsAreAboutWhomTheyWereSeenAt() {
        List<String> edk2 = List.of("edk2-message-size", "rom-without-uuid", "firmware-fragments", "size-probe");
        assertEquals(edk2, of(Machines.uefi()));
        assertEquals(
                Stream.concat(Stream.of("efi-byte-code"), edk2.stream()).toList(),
                of(Machines.client(
                        Stage.PXE_ROM, Optional.of(Architecture.UEFI_BC), "PXEClient:Arch:00009:UNDI:003000")));
        assertEquals(
                List.of("ipxe-proxy-wait", "edk2-message-size", "firmware-fragments", "size-probe"),
                of(Machines.bios()));
        assertEquals(List.of("bootp-broadcast", "firmware-fragments", "size-probe"), of(Machines.bootp()));
        assertEquals(List.of("size-probe"), of(Machines.stranger()), "an operating system puts fragments together");
    }

    @Test
    void gpxeIsWhatIpxeCameFrom() {
        BootClient rom = Machines.uefi();
        BootClient gpxe = new BootClient(
                rom.mac(),
                rom.architecture(),
                rom.stage(),
                rom.uuid(),
                rom.vendorClass(),
                Optional.of("gPXE"),
                rom.link(),
                rom.address());
        assertEquals("gpxe", of(gpxe).get(0));
    }

    @Test
    void namesOfFilesAreReadAsTheyAreMeant() {
        assertEquals("/Boot/BCD", rewritten("\\Boot\\BCD"));
        assertEquals("boot/fonts/wgl4_boot.ttf", rewritten("boot\\fonts\\wgl4_boot.ttf"));
        assertEquals("/EFI/Microsoft/Boot/BCD", rewritten("\\EFI\\Microsoft\\Boot\\BCD"));
        assertEquals("/grub/grub.cfg", rewritten("//grub/grub.cfg"));
        assertEquals("grubx64.efi", rewritten("grubx64.efi\u00ff"));
        for (String untouched : List.of("grub/grub.cfg", "..\\..\\etc\\passwd", "größe.cfg", "a\u00ffb", "\\windows")) {
            assertEquals(untouched, rewritten(untouched));
        }
    }

    private static BootClient board(String mac, Architecture architecture) {
        BootClient pc = Machines.client(Stage.PXE_ROM, Optional.of(architecture), "PXEClient:Arch:00000:UNDI:002001");
        return new BootClient(
                MacAddress.of(mac),
                pc.architecture(),
                pc.stage(),
                pc.uuid(),
                pc.vendorClass(),
                pc.userClass(),
                pc.link(),
                pc.address());
    }

    @Test
    void aRaspberryPiIsToldFromABiosPcByItsMaker() {
        table.bound = List.of(Services.ranked(0, new RaspberryPiQuirks()));
        assertEquals(List.of("raspberry-pi"), of(board("dc:a6:32:c2:1f:fe", Architecture.BIOS)));
        assertEquals(List.of("raspberry-pi", "raspberry-pi-3-uuid"), of(board("b8:27:eb:28:f6:6d", Architecture.BIOS)));
        assertEquals(List.of(), of(board("52:54:00:77:00:10", Architecture.BIOS)));
        assertEquals(
                List.of(
                        "raspberry-pi-option-43",
                        "raspberry-pi-option-60",
                        "raspberry-pi-file-probe",
                        "raspberry-pi-duplicates"),
                of(board("dc:a6:32:c2:1f:fe", Architecture.RASPBERRY_PI)));
        assertEquals(
                "raspberry-pi-3-option-43",
                of(board("b8:27:eb:28:f6:6d", Architecture.RASPBERRY_PI)).get(0),
                "before the other, of which it takes the place");
    }

    private static QuirkEffect effect(String name) {
        return new RaspberryPiQuirks()
                .rows().stream()
                        .filter(row -> row.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .effect();
    }

    /** Byte for byte the option of the OFFER in the documentation of the Raspberry Pi, net.md. */
    @Test
    void theRaspberryPisOption43IsThePublishedOne() {
        assertEquals(
                new QuirkEffect.WithOption(
                        43, "0601030a04005058450914000011" + "52617370626572727920506920426f6f74" + "ff"),
                effect("raspberry-pi-option-43"));
        assertEquals(
                new QuirkEffect.WithOption(
                        43, "0601030a04005058450917000014" + "52617370626572727920506920426f6f74202020" + "ff"),
                effect("raspberry-pi-3-option-43"));
    }

    @Test
    void aRowOfTheAdministratorsTakesThePlaceOfOneThatIsBuiltIn() {
        Quirk own = new Quirk(
                "edk2-message-size", Quirk.Match.ANY, new QuirkEffect.LargestReply(9000), "jumbo frames here");
        table.bound = List.of(Services.ranked(0, new KnownQuirks()), Services.ranked(1000, () -> List.of(own)));
        List<Quirk> rows = table.rows();
        assertEquals(own, rows.get(0));
        assertEquals(new KnownQuirks().rows().size(), rows.size());
    }

    @Test
    void rowsThatCannotBeHadLeaveTheOthers() {
        table.bound = List.of(Services.ranked(0, new KnownQuirks()), Services.ranked(1, () -> {
            throw new IllegalStateException("broken");
        }));
        assertEquals(new KnownQuirks().rows(), table.rows());
    }

    @Test
    void whatMadeADifferenceIsJournalledOnceForEachClient() {
        Services.Journal journal = new Services.Journal();
        Quirk row = new KnownQuirks().rows().get(0);
        table.applied(row, Machines.uefi(), "nobody reads it yet");
        table.journal = journal;
        table.applied(row, Machines.uefi(), "done");
        table.applied(row, Machines.uefi(), "done again");
        table.applied(row, BootClient.of(MacAddress.of("52:54:00:77:00:11"), "br0"), "another's");
        table.applied(row, Machines.stranger(), "a stranger's");
        Inet4Address second = Machines.address("192.168.77.101");
        table.applied(row, Machines.stranger().withAddress(second), "another stranger's");
        assertEquals(
                List.of(
                        "efi-byte-code: done",
                        "efi-byte-code: another's",
                        "efi-byte-code: a stranger's",
                        "efi-byte-code: another stranger's"),
                journal.texts);
    }
}
