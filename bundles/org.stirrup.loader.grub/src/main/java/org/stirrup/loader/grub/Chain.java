package org.stirrup.loader.grub;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.Architecture;

/**
 * The chain of Secure Boot for one kind of machine: the firmware starts shim, which Microsoft signed; shim starts the
 * GRUB that its distribution signed, and asks for it beside itself by one exact name.
 */
enum Chain {
    X64(
            Architecture.Platform.UEFI_X64,
            "x64",
            "apt install shim-signed grub-efi-amd64-signed (or dnf install shim-x64 grub2-efi-x64)"),
    ARM64(
            Architecture.Platform.UEFI_ARM64,
            "aa64",
            "apt install shim-signed:arm64 grub-efi-arm64-signed:arm64 (or dnf install shim-aa64 grub2-efi-aa64)");

    private final Architecture.Platform platform;
    private final String suffix;
    private final String install;

    Chain(Architecture.Platform platform, String suffix, String install) {
        this.platform = platform;
        this.suffix = suffix;
        this.install = install;
    }

    static Optional<Chain> of(Architecture.Platform platform) {
        return Arrays.stream(values())
                .filter(chain -> chain.platform == platform)
                .findFirst();
    }

    /** What the firmware is sent. */
    String shim() {
        return "shim" + suffix + ".efi";
    }

    /** What shim asks for. */
    String grub() {
        return "grub" + suffix + ".efi";
    }

    /** Which packages have both. */
    String install() {
        return install;
    }

    /** The end of a UEFI program's name on this machine: x64, aa64. */
    String suffix() {
        return suffix;
    }

    /**
     * Names in the content tree to the names that packages install them under. Debian's GRUB for a disk is called
     * grubx64.efi.signed and cannot use the network, which is why that name is not here; RHEL's grubx64.efi can.
     */
    Map<String, List<String>> files() {
        return Map.of(
                shim(),
                List.of(shim() + ".signed", shim()),
                grub(),
                List.of("grubnet" + suffix + ".efi.signed", grub()),
                "mm" + suffix + ".efi",
                List.of("mm" + suffix + ".efi.signed", "mm" + suffix + ".efi"));
    }
}
