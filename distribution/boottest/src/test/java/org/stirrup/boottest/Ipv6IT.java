package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Firmware that boots by IPv6 alone: real UEFI, which asks by DHCPv6 and fetches its program by TFTP over IPv6. */
class Ipv6IT {
    private static final String MAC = "52:54:00:77:00:10";

    @Test
    void uefiBootsByIpv6AndInstalls() throws Exception {
        Lab.require(
                Stream.of("/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/edk2/ovmf/OVMF_CODE.fd")
                        .anyMatch(file -> Files.exists(Path.of(file))),
                "needs UEFI firmware: apt install ovmf");
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso")) {
            lab.ipv6("br0", "fd77::1/64");
            Path etc = Files.createDirectories(lab.home().resolve("etc"));
            Files.writeString(etc.resolve("org.stirrup.dhcp6.cfg"), "answer = everybody\n");
            Appliance appliance = lab.appliance(
                    lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120", "--boot", "first");
            appliance.await(0, "TFTP listens on fd77:.* port 69");
            appliance.await(0, "HTTP listens on fd77:.* port 80");
            FirstBootIT.dropIso(lab, appliance);
            VirtualPc pc = lab.pc("pc00", "--firmware", "uefi-pxe6");
            pc.awaitScreen("LAB-INSTALLED|LAB-FAILED");
            String screen = pc.screen();
            assertFalse(screen.contains("LAB-FAILED"), screen);
            assertTrue(
                    screen.contains("BOOTIF=01-52-54-00-77-00-10"), "GRUB is told whose menu it asks for: " + screen);
            assertTrue(pc.waitFor(VirtualPc.PATIENCE), "the installer switches the PC off");

            int at = 0;
            for (String step : List.of(
                    "DISCOVER .*DHCPv6 solicit.*PXEClient:Arch:00007",
                    "OFFER .*tftp://\\[fd77::1\\]/shimx64.efi by grub",
                    "REQUEST .*DHCPv6 request",
                    "ACK .*tftp://\\[fd77::1\\]/shimx64.efi by grub",
                    "TRANSFER_END .*shimx64.efi",
                    "TRANSFER_END .*grubx64.efi",
                    "TRANSFER_END .*grub/grub.cfg",
                    "TRANSFER_END .*images/pxeboot/vmlinuz",
                    "TRANSFER_END .*images/pxeboot/initrd.img",
                    "REPORT .*installed")) {
                String line = appliance.log.await(at, MAC + ".* " + step);
                at = appliance.log.lines().indexOf(line);
            }
            assertEquals(List.of(), appliance.exceptions());
        }
    }
}
