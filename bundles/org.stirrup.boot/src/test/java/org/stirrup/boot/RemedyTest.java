package org.stirrup.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootClient.Stage;
import org.stirrup.testkit.boot.Machines;

class RemedyTest {
    @Test
    void theFeaturesThatAreAwayAreNamedTheBestOneFirst() {
        assertEquals(
                Optional.of("loader-grub or loader-ipxe would start it: put loader-grub.feature.json into features/"),
                Remedy.of(Machines.uefi(), Set.of("pxelinux", "syslinux-efi")));
        assertEquals(
                Optional.of("loader-ipxe would start it: put loader-ipxe.feature.json into features/"),
                Remedy.of(client(Stage.HTTP_BOOT, 19), Set.of("pxelinux", "grub")));
        assertEquals(Optional.empty(), Remedy.of(Machines.uefi(), Set.of("pxelinux", "grub", "ipxe")));
    }

    @Test
    void whatNothingOfOursStartsIsSaid() {
        String words = ", a loader of your own can (manual/loader.md)";
        assertEquals(
                Optional.of("nothing that comes with Stirrup starts UEFI_ARM32 (10)" + words),
                Remedy.of(client(Stage.PXE_ROM, 10), Set.of("pxelinux", "grub", "ipxe")));
        assertEquals(
                Optional.of("nothing that comes with Stirrup starts architecture 12" + words),
                Remedy.of(client(Stage.PXE_ROM, 12), Set.of()));
    }

    private static BootClient client(Stage stage, int architecture) {
        return Machines.client(stage, Optional.of(new Architecture(architecture)), "PXEClient");
    }
}
