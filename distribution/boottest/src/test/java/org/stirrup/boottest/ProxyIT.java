package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Beside somebody else's DHCP server: it gives the addresses, Stirrup boots the machines. */
class ProxyIT {
    private static final String MAC = "52:54:00:77:00:10";

    /** The card's ROM takes the boot menu of option 43 and asks port 4011. */
    @Test
    void biosBootsByMenuAndPort4011() throws Exception {
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso", "busybox")) {
            OtherServer other = OtherServer.udhcpd(lab, OtherServer.machine(lab));
            Appliance appliance = installs(lab, "bios");
            awaitInOrder(
                    appliance,
                    "DISCOVER .*PXEClient",
                    "OFFER .*no address, pxelinux.0 by pxelinux from port 4011",
                    "REQUEST .*192.168.77.[1-4][0-9] from the DHCP server 192.168.77.2",
                    "ACK .*192.168.77.[1-4][0-9], pxelinux.0 by pxelinux",
                    "TRANSFER_END .*pxelinux.0",
                    "TRANSFER_END .*pxelinux.cfg/default",
                    "TRANSFER_END .*images/pxeboot/vmlinuz",
                    "REPORT .*installed");
            other.log().await(0, "sending ACK");
        }
    }

    /** UEFI asks port 4011 from port 4011; GRUB would look for its files on the other server, iPXE does not. */
    @Test
    void uefiBootsIpxe() throws Exception {
        assumeUefiAndIpxe();
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso", "dhcpd")) {
            OtherServer other = OtherServer.dhcpd(lab, OtherServer.machine(lab));
            Appliance appliance = installs(lab, "uefi");
            awaitInOrder(
                    appliance,
                    "OFFER .*no address, ipxe/snponly.efi by ipxe from port 4011",
                    "ACK .*192.168.77.[1-4][0-9], ipxe/snponly.efi by ipxe",
                    "TRANSFER_END .*ipxe/snponly.efi",
                    "OFFER .*no address, http://192.168.77.1/ipxe/boot.ipxe by ipxe",
                    "TRANSFER_END .*ipxe/boot.ipxe",
                    "TRANSFER_END .*images/pxeboot/vmlinuz",
                    "REPORT .*installed");
            other.log().await(0, "DHCPACK on 192.168.77");
        }
    }

    /** The offer names the URI; nothing is asked on port 4011. */
    @Test
    void uefiHttpBootLoadsIpxe() throws Exception {
        assumeUefiAndIpxe();
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso", "dnsmasq")) {
            OtherServer.dnsmasq(lab, OtherServer.machine(lab), "--no-ping");
            Appliance appliance = installs(lab, "uefi-http");
            awaitInOrder(
                    appliance,
                    "OFFER .*no address, http://192.168.77.1/ipxe/snponly.efi by ipxe",
                    "TRANSFER_END .*ipxe/snponly.efi .*http",
                    "OFFER .*no address, http://192.168.77.1/ipxe/boot.ipxe by ipxe",
                    "REPORT .*installed");
        }
    }

    /** As busybox does it, which says that it is a PXE client; and what the journal says to do about it is right. */
    @Test
    void firmwareThatIgnoresTheSecondOfferIsSaidWithWhatHelps() throws Exception {
        try (Lab lab = Lab.open(1, "busybox", "dnsmasq")) {
            String machine = OtherServer.machine(lab);
            OtherServer other = OtherServer.dnsmasq(lab, machine, "--no-ping");
            Appliance appliance = lab.appliance(lab.home(), "--interface", "br0", "--proxy");
            String client = lab.client("pc", 0, "-");
            DhcpClient.ask(client, DhcpClient.PXE).ok();
            String warning = appliance.await(0, "WARNING .*did not ask port 4011");
            assertTrue(warning.contains("next-server 192.168.77.1; filename \"pxelinux.0\";"), warning);
            String remedy = warning.replaceAll(".*(dhcp-boot=\\S+) \\(dnsmasq\\).*", "$1");
            other.stop();

            OtherServer.dnsmasq(lab, machine, "--no-ping", "--" + remedy);
            Path script = lab.work.resolve("script");
            Files.writeString(script, "#!/bin/sh\necho \"$1 siaddr=$siaddr file=$boot_file$bootfile\"\n");
            assertTrue(script.toFile().setExecutable(true));
            List<String> asking = new ArrayList<>(DhcpClient.PXE);
            asking.addAll(List.of("-O", "bootfile"));
            String said = DhcpClient.ask(client, script.toString(), asking).ok().text();
            assertTrue(said.contains("siaddr=192.168.77.1 file=pxelinux.0"), said);
        }
    }

    /** What boots nothing is none of its business, whatever it asks. */
    @Test
    void othersHearNothing() throws Exception {
        try (Lab lab = Lab.open(1, "busybox", "dhcpd")) {
            Appliance appliance = lab.appliance(lab.home(), "--interface", "br0", "--proxy");
            String client = lab.client("pc", 0, "-");
            assertFalse(DhcpClient.askInVain(client, List.of()).status() == 0, "nobody gives addresses here");
            assertFalse(
                    DhcpClient.askInVain(client, List.of("-r", "10.9.9.9"))
                            .text()
                            .contains("NAK"),
                    "and nobody refuses one");
            OtherServer.dhcpd(lab, OtherServer.machine(lab));
            assertTrue(DhcpClient.ask(client, List.of()).ok().text().contains("obtained from 192.168.77.2"));
            assertFalse(appliance.log.find(0, " (OFFER|ACK|NAK) ").isPresent());
            assertFalse(appliance.log.find(0, "another DHCP server").isPresent(), "it is meant to be there");
        }
    }

    private static void assumeUefiAndIpxe() {
        assumeTrue(
                Stream.of("OVMF/OVMF_CODE_4M.fd", "OVMF/OVMF_CODE.fd", "edk2/ovmf/OVMF_CODE.fd")
                        .anyMatch(file -> Files.exists(Path.of("/usr/share", file))),
                "needs UEFI firmware for QEMU: apt install ovmf, or dnf install edk2-ovmf");
        assumeTrue(
                Files.exists(Path.of("/usr/lib/ipxe/snponly.efi"))
                        || Files.exists(Path.of("/usr/share/ipxe/ipxe-snponly-x86_64.efi")),
                "needs iPXE: apt install ipxe, or dnf install ipxe-bootimgs-x86");
    }

    private static Appliance installs(Lab lab, String firmware) throws Exception {
        Appliance appliance = lab.appliance(lab.home(), "--interface", "br0", "--proxy", "--boot", "first");
        FirstBootIT.dropIso(lab, appliance);
        VirtualPc pc = lab.pc("pc00", "--firmware", firmware);
        pc.awaitScreen("LAB-INSTALLED|LAB-FAILED");
        String screen = pc.screen();
        assertFalse(screen.contains("LAB-FAILED"), screen);
        assertTrue(pc.waitFor(VirtualPc.PATIENCE), "the installer switches the PC off");
        assertEquals(List.of(), appliance.exceptions());
        assertEquals(
                0,
                appliance
                        .cli("leases")
                        .text()
                        .lines()
                        .filter(line -> line.contains(MAC))
                        .count());
        return appliance;
    }

    private static void awaitInOrder(Appliance appliance, String... steps) {
        int at = 0;
        for (String step : steps) {
            String line = appliance.log.await(at, MAC + ".* " + step);
            at = appliance.log.lines().indexOf(line);
        }
    }
}
