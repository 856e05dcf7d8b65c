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

/** The administrator's own entries in each loader's real menu, chosen by keys: one menu, one boot a loader. */
class MenuIT {
    private static final String MAC = "52:54:00:77:00:10";

    /** "stirrup", by openssl passwd -6 and by grub-mkpasswd-pbkdf2. */
    private static final String PASSWORD = "$6$StirrupStirrup$QLnoUVxOz/Bd3zETP/vP0Bp8eyx/4IgknrlTA8h7sl."
            + "ZOOMHk31PoTJxXaIfNBnpqKabfBzbcmBmO0D/yUnJZ/"
            + " grub.pbkdf2.sha512.1000.000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F.3"
            + "9763F43F81C7BBBD90177043FFD8C906BB7B3300CAABF3D8662FF5F31EC1EC30B2DAB2BBE2152AEFF6B0302241A077B0C8C5A8AAC90EDC2D61DB5CFF4737FCC";

    private static final String[] RIGHT = {"s", "t", "i", "r", "r", "u", "p", "ret"};
    private static final String[] WRONG = {"w", "r", "o", "n", "g", "ret"};

    @Test
    void pxelinuxAsksForThePasswordOfAnEntryInASubmenu() throws Exception {
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso", "curl")) {
            Appliance appliance = start(lab);
            Keyboard keyboard = new Keyboard(lab.work.resolve("qmp"));
            VirtualPc pc = lab.pc("pc00", "--qmp", keyboard.socket().toString());
            pc.awaitText("Boot from the local disk");
            assertTrue(pc.text().contains("Not here (pub/no-such-kernel: no such file"), pc.text());
            // A hot key boots at once, but only leads to a submenu.
            keyboard.press("t", "ret");
            pc.awaitText("Small system");
            keyboard.press("w");
            pc.awaitText("Password required");
            keyboard.press(WRONG);
            pc.awaitText("(?s)Password required.*Small system");
            keyboard.press("w");
            pc.awaitText("(?s)Password required.*Password required");
            assertEquals(List.of(), kernels(appliance), "nothing was loaded for a wrong password");
            keyboard.press(RIGHT);
            pc.awaitText("LAB-KERNEL .*repo=locked");
            pc.switchOff();

            String client = lab.client("c", 0, "192.168.77.100/24");
            assertFalse(menu(client).contains("For the lab"), menu(client));
            assertTrue(appliance.cli("sh", "group", MAC, "lab").ok().text().contains(MAC + " is in lab"));
            assertTrue(menu(client).contains("MENU LABEL For the lab"), menu(client));
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    @Test
    void ipxeHasTheSubmenuAndLeavesOutWhatItCannotCheck() throws Exception {
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso")) {
            Files.writeString(etc(lab).resolve("org.stirrup.loader.ipxe.cfg"), "service.ranking = 30\n");
            Appliance appliance = start(lab);
            Keyboard keyboard = new Keyboard(lab.work.resolve("qmp"));
            VirtualPc pc = lab.pc("pc00", "--qmp", keyboard.socket().toString());
            pc.awaitScreen("Boot from the local disk");
            keyboard.press("t");
            pc.awaitScreen("Small system");
            assertFalse(pc.screen().contains("Locked system"), pc.screen());
            keyboard.press("y");
            pc.awaitScreen("LAB-KERNEL .*repo=small");
            pc.switchOff();
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    @Test
    void grubAsksForThePasswordOfAnEntryInASubmenu() throws Exception {
        assumeTrue(
                Stream.of("OVMF/OVMF_CODE_4M.fd", "OVMF/OVMF_CODE.fd", "edk2/ovmf/OVMF_CODE.fd")
                        .anyMatch(file -> Files.exists(Path.of("/usr/share", file))),
                "needs UEFI firmware for QEMU: apt install ovmf, or dnf install edk2-ovmf");
        assumeTrue(
                Files.exists(Path.of("/usr/lib/shim/shimx64.efi.signed"))
                        && Files.exists(Path.of("/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed")),
                "needs shim and signed GRUB: apt install shim-signed grub-efi-amd64-signed");
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso")) {
            Appliance appliance = start(lab);
            Keyboard keyboard = new Keyboard(lab.work.resolve("qmp"));
            VirtualPc pc = lab.pc(
                    "pc00", "--firmware", "uefi", "--qmp", keyboard.socket().toString());
            pc.awaitScreen("Boot from the local disk");
            keyboard.press("t");
            pc.awaitScreen("Locked system");
            keyboard.press("w");
            pc.awaitScreen("Enter username:");
            keyboard.press("l", "o", "c", "k", "e", "d", "ret");
            pc.awaitScreen("Enter password:");
            keyboard.press(WRONG);
            // GRUB goes back to the menu by itself.
            pc.awaitScreen("(?s)access denied.*Small system");
            assertEquals(List.of(), kernels(appliance), "nothing was loaded for a wrong password");
            keyboard.press("w");
            pc.awaitScreen("(?s)access denied.*Enter username:");
            keyboard.press("l", "o", "c", "k", "e", "d", "ret");
            pc.awaitScreen("(?s)access denied.*Enter password:");
            keyboard.press(RIGHT);
            pc.awaitScreen("LAB-KERNEL .*repo=locked");
            pc.switchOff();
            // What OVMF is known for is seen where OVMF boots.
            appliance.await(0, MAC + ".* QUIRK .*edk2-message-size");
            appliance.await(0, MAC + ".* QUIRK .*size-probe");
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    private static List<String> kernels(Appliance appliance) {
        return appliance.log.lines().stream()
                .filter(line -> line.contains("TRANSFER") && line.contains("vmlinuz"))
                .toList();
    }

    /** What PXELINUX would be told. */
    private static String menu(String client) {
        return Command.run(Command.inNamespace(client, "curl", "-sf", "http://192.168.77.1/pxelinux.cfg/default"))
                .ok()
                .text();
    }

    private static Path etc(Lab lab) throws IOException {
        return Files.createDirectories(lab.home().resolve("etc"));
    }

    /** A submenu with a system for everybody and one for whom knows the password, and what cannot be booted. */
    private static Appliance start(Lab lab) throws Exception {
        entry(lab, "tools", "kind = submenu", "title = Tools", "key = t");
        String system = "kernel = pub/CentOS-7/images/pxeboot/vmlinuz\n"
                + "initrds = pub/CentOS-7/images/pxeboot/initrd.img\narguments = repo=";
        entry(lab, "small", "title = Small system", "parent = tools", "key = y", system + "small");
        entry(
                lab,
                "locked",
                "title = Locked system",
                "parent = tools",
                "key = w",
                "password = " + PASSWORD,
                system + "locked");
        entry(lab, "lab", "title = For the lab", "groups = lab", system + "lab");
        entry(lab, "gone", "title = Not here", "kernel = pub/no-such-kernel");
        Appliance appliance = lab.appliance(
                lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120", "--boot", "menu");
        FirstBootIT.dropIso(lab, appliance);
        return appliance;
    }

    private static void entry(Lab lab, String name, String... lines) throws IOException {
        Files.write(etc(lab).resolve("org.stirrup.menu.entry-" + name + ".cfg"), List.of(lines));
    }
}
