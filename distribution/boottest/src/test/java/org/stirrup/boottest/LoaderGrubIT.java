package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** UEFI machines, with the operating system's own shim and signed GRUB. */
class LoaderGrubIT {
    private static final String MAC = "52:54:00:77:00:10";
    private static final String RANGE = "192.168.77.100-192.168.77.120";

    @BeforeEach
    void firmwareAndProgramsAreThere() {
        assumeTrue(
                Files.exists(Path.of("/usr/share/OVMF/OVMF_CODE_4M.secboot.fd"))
                        && Files.exists(Path.of("/usr/share/OVMF/OVMF_VARS_4M.ms.fd")),
                "needs OVMF with Microsoft's keys: apt install ovmf");
        assumeTrue(
                Files.exists(Path.of("/usr/lib/shim/shimx64.efi.signed"))
                        && Files.exists(Path.of("/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed")),
                "needs shim and signed GRUB: apt install shim-signed grub-efi-amd64-signed");
    }

    /** Firmware, shim, GRUB and the kernel each check the next one's signature; then the disk's own chain does. */
    @Test
    void aMachineWithSecureBootInstallsAndThenStartsFromItsDisk() throws Exception {
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso", "sfdisk", "mformat")) {
            Appliance appliance = lab.appliance(lab.home(), "--interface", "br0", "--range", RANGE, "--boot", "first");
            FirstBootIT.dropIso(lab, appliance);

            VirtualPc pc = lab.pc("pc00", "--firmware", "uefi-sb");
            pc.awaitScreen("LAB-INSTALLED");
            String screen = pc.screen();
            assertTrue(screen.contains("LAB-UEFI Secure boot enabled"), screen);
            assertTrue(screen.contains("BOOTIF=01-52-54-00-77-00-10"), screen);
            assertTrue(pc.waitFor(VirtualPc.PATIENCE), "the installer switches the PC off");
            inOrder(
                    appliance,
                    MAC + ".* OFFER .*shimx64.efi",
                    MAC + ".* ACK ",
                    MAC + ".* TRANSFER_END .*shimx64.efi",
                    MAC + ".* TRANSFER_END .*grubx64.efi",
                    MAC + ".* TRANSFER_END .*grub/grub.cfg",
                    MAC + ".* TRANSFER_END .*images/pxeboot/vmlinuz",
                    MAC + ".* TRANSFER_END .*images/pxeboot/initrd.img",
                    MAC + ".* REPORT .*installed");

            Path disk = lab.work.resolve("disk");
            Command.run(Lab.DISTRIBUTION.resolve("lab/uefi-disk").toString(), disk.toString())
                    .ok();
            int mark = appliance.log.mark();
            VirtualPc again = lab.pc(
                    "pc00",
                    "--firmware",
                    "uefi-sb",
                    "--",
                    "-drive",
                    "file=" + disk + ",format=raw,if=none,id=disk",
                    "-device",
                    // In the firmware's boot order, or this firmware shows it to no loader.
                    "ide-hd,drive=disk,bootindex=2");
            again.awaitScreen("LAB-DISK booted from the EFI system partition");
            again.switchOff();
            appliance.await(mark, MAC + ".* TRANSFER_END .*grub/grub.cfg");
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    /** As far as the menu: the lab has no kernel for that processor. */
    @Test
    void anArm64MachineGetsItsOwnChain() throws Exception {
        assumeTrue(
                Files.exists(Path.of("/usr/share/AAVMF/AAVMF_CODE.fd"))
                        || Files.exists(Path.of("/usr/share/edk2/aarch64/QEMU_EFI-pflash.raw")),
                "needs UEFI firmware for arm64: apt install qemu-efi-aarch64, or dnf install edk2-aarch64");
        try (Lab lab = Lab.open(1, "qemu-system-aarch64")) {
            Path programs = Lab.DISTRIBUTION.resolve("lab/target/arm64");
            Command.Result unpacked = Command.run(
                    List.of(Lab.DISTRIBUTION.resolve("lab/arm64-loaders").toString(), programs.toString()));
            assumeTrue(unpacked.status() == 0, "needs shim and GRUB for arm64: " + unpacked.text());
            Path etc = Files.createDirectories(lab.home().resolve("etc"));
            Files.writeString(etc.resolve("org.stirrup.loader.grub.cfg"), "folders=" + programs + "\n");
            Appliance appliance = lab.appliance(lab.home(), "--interface", "br0", "--range", RANGE);
            VirtualPc pc = lab.pc("pc00", "--firmware", "arm64");
            pc.awaitScreen("Boot from the local disk");
            pc.switchOff();
            inOrder(
                    appliance,
                    MAC + ".* OFFER .*shimaa64.efi by grub",
                    MAC + ".* TRANSFER_END .*shimaa64.efi",
                    MAC + ".* TRANSFER_END .*grubaa64.efi",
                    MAC + ".* TRANSFER_END .*grub/grub.cfg");
        }
    }

    /** The journal tells the story in this order. */
    private static void inOrder(Appliance appliance, String... steps) {
        int at = 0;
        for (String step : steps) {
            String line = appliance.log.await(at, step);
            at = appliance.log.lines().indexOf(line);
        }
    }
}
