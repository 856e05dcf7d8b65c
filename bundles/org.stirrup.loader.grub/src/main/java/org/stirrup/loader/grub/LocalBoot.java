package org.stirrup.loader.grub;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the local disk is started.
 *
 * @param lines of GRUB's script
 */
record LocalBoot(List<String> lines) {
    /** Vendors' folders on the EFI system partition that hold a shim. */
    private static final List<String> VENDORS =
            List.of("debian", "ubuntu", "redhat", "centos", "rocky", "almalinux", "fedora", "opensuse", "sles", "kali");

    LocalBoot {
        lines = List.copyOf(lines);
    }

    /** Back to the firmware, which goes on to its next boot option. */
    static LocalBoot exit() {
        return new LocalBoot(List.of("exit"));
    }

    /** The first disk's boot sector; back to the firmware where there is no disk or nothing on it. */
    static LocalBoot bootSector() {
        return new LocalBoot(List.of("set root=(hd0)", "chainloader +1", "boot", "exit"));
    }

    /**
     * The first loader that is found on an EFI system partition. Firmware that is told to boot from the network first
     * may start all over again when GRUB exits, or show its settings as EDK2 does (UEFI specification, section 3.1.1:
     * a program that ends well ends the booting): that is left for the disk without a loader.
     *
     * @param machine the end of a UEFI program's name on this machine: x64, aa64, ia32
     */
    static LocalBoot chain(String machine) {
        String end = machine + ".efi";
        List<String> loaders = Stream.of(
                        VENDORS.stream().map(vendor -> vendor + "/shim" + end),
                        VENDORS.stream().map(vendor -> vendor + "/grub" + end),
                        Stream.of("systemd/systemd-boot" + end, "Microsoft/Boot/bootmgfw.efi", "BOOT/BOOT" + end))
                .flatMap(names -> names)
                .toList();
        return new LocalBoot(List.of(
                "for loader in " + String.join(" ", loaders) + "; do",
                "  for disk in (hd*,*); do",
                "    if [ -f \"$disk/EFI/$loader\" ]; then",
                // The disk without its brackets as root: what is started finds its own files by that.
                "      regexp --set=1:root '\\((.*)\\)' \"$disk\"",
                "      chainloader \"/EFI/$loader\"",
                "      boot",
                "    fi",
                "  done",
                "done",
                "exit"));
    }
}
