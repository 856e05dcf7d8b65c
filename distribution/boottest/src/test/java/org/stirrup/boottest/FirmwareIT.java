package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pairs of firmware and loader that are not the usual ones; {@code distribution/bench/firmware} times all of them. */
class FirmwareIT {
    private static final String MAC = "52:54:00:77:00:10";
    private static final String FIRST = "service.ranking = 100\n";

    @Test
    void lpxelinuxFetchesKernelAndInitrdByHttp() throws Exception {
        assumeAnyOf(
                "lpxelinux.0: apt install pxelinux",
                "/usr/lib/PXELINUX/lpxelinux.0",
                "/usr/share/syslinux/lpxelinux.0");
        installs(
                "bios",
                "org.stirrup.loader.pxelinux",
                "program = lpxelinux\n",
                "OFFER .*lpxelinux.0 by pxelinux",
                "TRANSFER_END .*lpxelinux.0 .*tftp",
                "TRANSFER_END .*pxelinux.cfg/http ",
                "TRANSFER_END .*images/pxeboot/vmlinuz .*http",
                "TRANSFER_END .*images/pxeboot/initrd.img .*http");
    }

    /** It is put together from the modules of the package when the appliance starts. */
    @Test
    void aBiosMachineIsStartedByAGrubThatWasMadeHere() throws Exception {
        assumeAnyOf("GRUB's modules for BIOS: apt install grub-pc-bin", "/usr/lib/grub/i386-pc/kernel.img");
        installs(
                "bios",
                "org.stirrup.loader.grub.core",
                FIRST,
                "OFFER .*grub/i386-pc/core.0 by grub-core",
                "TRANSFER_END .*grub/i386-pc/core.0",
                "TRANSFER_END .*grub/i386-pc/grub.cfg",
                "TRANSFER_END .*images/pxeboot/vmlinuz",
                "TRANSFER_END .*images/pxeboot/initrd.img");
    }

    @Test
    void syslinuxForUefiHasAFolderOfItsOwn() throws Exception {
        assumeAnyOf("OVMF: apt install ovmf", "/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/edk2/ovmf/OVMF_CODE.fd");
        assumeAnyOf(
                "syslinux.efi: apt install syslinux-efi",
                "/usr/lib/SYSLINUX.EFI/efi64/syslinux.efi",
                "/usr/share/syslinux/efi64/syslinux.efi");
        installs(
                "uefi",
                "org.stirrup.loader.pxelinux.efi",
                FIRST,
                "OFFER .*syslinux/efi64/syslinux.efi by syslinux-efi",
                "TRANSFER_END .*syslinux/efi64/ldlinux.e64",
                "TRANSFER_END .*syslinux/efi64/pxelinux.cfg/default",
                "TRANSFER_END .*images/pxeboot/vmlinuz",
                "TRANSFER_END .*images/pxeboot/initrd.img");
    }

    /** Microsoft's keys, and a program that nobody signed: the firmware fetches it and does not start it. */
    @Test
    void theJournalSaysAtWhichLinkSecureBootStopped() throws Exception {
        assumeAnyOf("OVMF with Microsoft's keys: apt install ovmf", "/usr/share/OVMF/OVMF_VARS_4M.ms.fd");
        assumeAnyOf("iPXE: apt install ipxe", "/usr/lib/ipxe/snponly.efi");
        try (Lab lab = Lab.open(1, "qemu-system-x86_64")) {
            configure(lab, "org.stirrup.loader.ipxe", FIRST);
            Appliance appliance =
                    lab.appliance(lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120");
            VirtualPc pc = lab.pc("pc00", "--firmware", "uefi-sb");
            String end = appliance.log.await(0, MAC + ".* STOPPED ");
            assertTrue(end.matches(".*stopped after ipxe/snponly.efi: .*not signed as Secure Boot demands.*"), end);
            inOrder(appliance, "TRANSFER_END .*ipxe/snponly.efi", "STOPPED ");
            pc.switchOff();
        }
    }

    private static void installs(String firmware, String pid, String settings, String... steps) throws Exception {
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso")) {
            configure(lab, pid, settings);
            Appliance appliance = lab.appliance(
                    lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120", "--boot", "first");
            FirstBootIT.dropIso(lab, appliance);
            VirtualPc pc = lab.pc("pc00", "--firmware", firmware);
            pc.awaitScreen("LAB-INSTALLED|LAB-FAILED");
            String screen = pc.screen();
            assertFalse(screen.contains("LAB-FAILED"), screen);
            assertTrue(screen.contains("BOOTIF=01-52-54-00-77-00-10"), "the installer is told its card: " + screen);
            assertTrue(pc.waitFor(VirtualPc.PATIENCE), "the installer switches the PC off");
            inOrder(appliance, steps);
            inOrder(appliance, "TRANSFER_END .*images/pxeboot/initrd.img", "REPORT .*installed");
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    private static void configure(Lab lab, String pid, String settings) throws IOException {
        Path etc = Files.createDirectories(lab.home().resolve("etc"));
        Files.writeString(etc.resolve(pid + ".cfg"), settings);
    }

    private static void assumeAnyOf(String what, String... files) {
        boolean there = Stream.of(files).anyMatch(file -> Files.exists(Path.of(file)));
        if (!there) {
            System.err.println("SKIPPED: needs " + what);
        }
        assumeTrue(there, "needs " + what);
    }

    private static void inOrder(Appliance appliance, String... steps) {
        int at = 0;
        for (String step : steps) {
            String line = appliance.log.await(at, MAC + ".* " + step);
            at = appliance.log.lines().indexOf(line);
        }
    }
}
