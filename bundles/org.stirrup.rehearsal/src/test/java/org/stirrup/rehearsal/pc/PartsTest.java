package org.stirrup.rehearsal.pc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.rehearsal.Firmware;
import org.stirrup.api.rehearsal.Lack;

class PartsTest {
    @TempDir
    Path root;

    @Test
    void aBareMachineIsToldEachPackage() {
        Parts bare = new Parts(root, List.of(root.resolve("usr/bin")));

        assertEquals(
                List.of(
                        "apt install qemu-system-x86, or dnf install qemu-kvm",
                        "apt install ipxe-qemu, or dnf install ipxe-roms-qemu"),
                remedies(bare, Firmware.BIOS));
        assertEquals(
                List.of(
                        "apt install qemu-system-x86, or dnf install qemu-kvm",
                        "apt install ovmf, or dnf install edk2-ovmf"),
                remedies(bare, Firmware.UEFI_SECURE_BOOT));
        assertEquals(
                List.of("apt install qemu-system-arm", "apt install qemu-efi-aarch64, or dnf install edk2-aarch64"),
                remedies(bare, Firmware.ARM64));
    }

    @Test
    void whatIsInstalledIsNotMissed() throws IOException {
        put("usr/bin/qemu-system-x86_64");
        put("usr/lib/ipxe/qemu/pxe-virtio.rom");
        put("usr/share/OVMF/OVMF_CODE_4M.fd");
        put("usr/share/OVMF/OVMF_VARS_4M.fd");
        Parts parts = new Parts(root, List.of(root.resolve("usr/bin")));

        assertEquals(List.of(), parts.lacks(Firmware.BIOS));
        assertEquals(List.of(), parts.lacks(Firmware.UEFI));
        assertEquals(
                List.of("UEFI with Secure Boot firmware is not installed"),
                parts.lacks(Firmware.UEFI_SECURE_BOOT).stream().map(Lack::what).toList());
    }

    private static List<String> remedies(Parts parts, Firmware firmware) {
        return parts.lacks(firmware).stream().map(Lack::remedy).toList();
    }

    private void put(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
