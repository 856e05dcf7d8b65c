package org.stirrup.console.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileRoleTest {
    @ParameterizedTest
    @CsvSource({
        "pxelinux.0, LOADER",
        "lpxelinux.0, LOADER",
        "ldlinux.c32, LOADER",
        "syslinux/efi64/ldlinux.e64, LOADER",
        "grub/i386-pc/core.0, LOADER",
        "/bios/libcom32.c32, LOADER",
        "EFI/BOOT/BOOTX64.EFI, LOADER",
        "undionly.kpxe, LOADER",
        "grubx64.efi.signed, LOADER",
        "grub/x86_64-efi/normal.mod, LOADER",
        "pxelinux.cfg/default, MENU",
        "pxelinux.cfg/01-52-54-00-77-00-10, MENU",
        "bios/pxelinux.cfg/C0A84D64, MENU",
        "grub/grub.cfg, MENU",
        "grub.cfg-01-52-54-00-77-00-10, MENU",
        "boot.ipxe, MENU",
        "pub/CentOS-7/images/pxeboot/vmlinuz, KERNEL",
        "pub/CentOS-7/images/pxeboot/initrd.img, KERNEL",
        "debian-installer/amd64/linux, KERNEL",
        "debian-installer/amd64/initrd.gz, KERNEL",
        "casper/vmlinuz, KERNEL",
        "sources/boot.wim, KERNEL",
        "wimboot, KERNEL",
        "memtest86+.bin, KERNEL",
        "Packages/kernel-3.10.0-1160.el7.x86_64.rpm, OTHER",
        "pool/main/l/linux/linux-image-6.1.deb, OTHER",
        "LiveOS/squashfs.img, OTHER",
        "answers/centos7.ks, OTHER",
        ".treeinfo, OTHER",
        "pub, OTHER",
    })
    void toldByItsName(String path, FileRole role) {
        assertEquals(role, FileRole.of(path));
    }
}
