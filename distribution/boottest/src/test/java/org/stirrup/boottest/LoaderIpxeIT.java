package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** iPXE on real firmware: sent by UEFI's PXE and by its HTTP Boot, and already in the network card's ROM. */
class LoaderIpxeIT {
    private static final String MAC = "52:54:00:77:00:10";

    @Test
    void uefiPxeLoadsIpxeThatLoadsTheInstaller() throws Exception {
        installs("uefi", "OFFER .*ipxe/snponly.efi by ipxe", "TRANSFER_END .*ipxe/snponly.efi");
    }

    @Test
    void uefiHttpBootLoadsIpxeThatLoadsTheInstaller() throws Exception {
        installs(
                "uefi-http", "OFFER .*http://192.168.77.1/ipxe/snponly.efi by ipxe", "TRANSFER_END .*ipxe/snponly.efi");
    }

    /** A BIOS machine gets PXELINUX where that is installed; a ranking above PXELINUX's turns that round. */
    @Test
    void aRankingGivesBiosMachinesIpxeAndTheDiskIsNext() throws Exception {
        try (Lab lab = open()) {
            beforeAllOthers(lab);
            Appliance appliance = start(lab, "first");
            Path disk = lab.work.resolve("disk");
            try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
                file.setLength(64L << 20);
            }
            boot(lab, appliance, "bios", "--disk", disk.toString());
            awaitInOrder(
                    appliance,
                    "OFFER .*http://192.168.77.1/ipxe/boot.ipxe by ipxe",
                    "TRANSFER_END .*ipxe/boot.ipxe",
                    "TRANSFER_END .*images/pxeboot/vmlinuz");

            VirtualPc again = lab.pc("pc00", "--disk", disk.toString());
            again.awaitScreen("LAB-DISK booted from the local disk");
            again.switchOff();
        }
    }

    /** The card's ROM is iPXE in QEMU; it is told to load the program that other BIOS machines are sent. */
    @Test
    void biosProgramRunsAutoexecAndItsMenuGoesByKeys() throws Exception {
        assumeIpxe();
        try (Lab lab = open()) {
            beforeAllOthers(lab);
            Path files = Files.createDirectories(lab.home().resolve("files/ipxe"));
            Files.writeString(files.resolve("boot.ipxe"), """
                    #!ipxe
                    iseq ${netX/chip} virtio-net && chain tftp://192.168.77.1/ipxe/undionly.kpxe ||
                    chain http://192.168.77.1/ipxe/autoexec.ipxe
                    """);
            Appliance appliance = start(lab, "menu");
            chooseTheInstaller(lab, "bios");
            awaitInOrder(
                    appliance,
                    "TRANSFER_END .*ipxe/undionly.kpxe",
                    "TRANSFER_END .*ipxe/autoexec.ipxe",
                    "TRANSFER_END .*images/pxeboot/vmlinuz .*http");
        }
    }

    /** Without the HTTP feature the script and all that it names come by TFTP. */
    @Test
    void withoutHttpEverythingComesByTftpAndTheMenuGoesByKeys() throws Exception {
        assumeUefi();
        assumeIpxe();
        try (Lab lab = open()) {
            beforeAllOthers(lab);
            Appliance appliance = start(lab, "menu");
            int mark = appliance.log.mark();
            Files.delete(appliance.home.resolve("features/http.feature.json"));
            appliance.await(mark, "http.feature.json removed");
            chooseTheInstaller(lab, "uefi");
            awaitInOrder(
                    appliance,
                    "OFFER .*tftp://192.168.77.1/ipxe/boot.ipxe by ipxe",
                    "TRANSFER_END .*ipxe/boot.ipxe .*tftp",
                    "TRANSFER_END .*images/pxeboot/vmlinuz .*tftp",
                    "TRANSFER_END .*images/pxeboot/initrd.img .*tftp");
        }
    }

    private static void chooseTheInstaller(Lab lab, String firmware) throws Exception {
        Path qmp = lab.work.resolve("qmp");
        VirtualPc pc = lab.pc("pc00", "--firmware", firmware, "--qmp", qmp.toString());
        pc.awaitScreen("Boot from the local disk");
        new Keyboard(qmp).press("up", "ret");
        pc.awaitScreen("LAB-KERNEL");
        pc.switchOff();
    }

    private static void installs(String firmware, String... first) throws Exception {
        assumeUefi();
        assumeIpxe();
        try (Lab lab = open()) {
            if (!firmware.equals("uefi-http")) {
                beforeAllOthers(lab);
            }
            Appliance appliance = start(lab, "first");
            boot(lab, appliance, firmware);
            awaitInOrder(appliance, first);
            awaitInOrder(
                    appliance,
                    "TRANSFER_END .*ipxe/snponly.efi",
                    "OFFER .*http://192.168.77.1/ipxe/boot.ipxe by ipxe",
                    "TRANSFER_END .*ipxe/boot.ipxe",
                    "TRANSFER_END .*images/pxeboot/vmlinuz",
                    "TRANSFER_END .*images/pxeboot/initrd.img",
                    "REPORT .*installed");
        }
    }

    /** PXELINUX and GRUB, where they are installed, go before iPXE otherwise. */
    private static void beforeAllOthers(Lab lab) throws IOException {
        Path etc = Files.createDirectories(lab.home().resolve("etc"));
        Files.writeString(etc.resolve("org.stirrup.loader.ipxe.cfg"), "service.ranking = 30\n");
    }

    private static void assumeUefi() {
        assumeTrue(
                Stream.of("OVMF/OVMF_CODE_4M.fd", "OVMF/OVMF_CODE.fd", "edk2/ovmf/OVMF_CODE.fd")
                        .anyMatch(file -> Files.exists(Path.of("/usr/share", file))),
                "needs UEFI firmware for QEMU: apt install ovmf, or dnf install edk2-ovmf");
    }

    private static void assumeIpxe() {
        assumeTrue(
                Files.exists(Path.of("/usr/lib/ipxe/snponly.efi"))
                        || Files.exists(Path.of("/usr/share/ipxe/ipxe-snponly-x86_64.efi")),
                "needs iPXE: apt install ipxe, or dnf install ipxe-bootimgs-x86");
    }

    private static Lab open() {
        return Lab.open(1, "qemu-system-x86_64", "xorriso");
    }

    private static Appliance start(Lab lab, String policy) throws Exception {
        Appliance appliance = lab.appliance(
                lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120", "--boot", policy);
        FirstBootIT.dropIso(lab, appliance);
        return appliance;
    }

    private static void boot(Lab lab, Appliance appliance, String firmware, String... options) {
        VirtualPc pc = lab.pc(
                "pc00",
                Stream.concat(Stream.of("--firmware", firmware), Stream.of(options))
                        .toArray(String[]::new));
        pc.awaitScreen("LAB-INSTALLED|LAB-FAILED");
        String screen = pc.screen();
        assertFalse(screen.contains("LAB-FAILED"), screen);
        assertTrue(screen.contains("BOOTIF=01-52-54-00-77-00-10"), "the installer is told its card: " + screen);
        assertTrue(pc.waitFor(VirtualPc.PATIENCE), "the installer switches the PC off");
        assertEquals(List.of(), appliance.exceptions());
    }

    private static void awaitInOrder(Appliance appliance, String... steps) {
        int at = 0;
        for (String step : steps) {
            String line = appliance.log.await(at, MAC + ".* " + step);
            at = appliance.log.lines().indexOf(line);
        }
    }
}
