package org.stirrup.loader.ipxe;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.content.ResourcePath;

/**
 * The builds of iPXE that are known, and what the packages of operating systems call them. Under UEFI those that use
 * the firmware's driver (its Simple Network Protocol) come before those with drivers of their own.
 */
enum Build {
    UNDIONLY(Platform.BIOS, "undionly.kpxe", "undionly.kpxe"),
    SNPONLY_X64(Platform.UEFI_X64, "snponly.efi", "ipxe-snponly-x86_64.efi", "x86_64-efi/snponly.efi"),
    IPXE_X64(Platform.UEFI_X64, "ipxe.efi", "ipxe-x86_64.efi", "x86_64-efi/ipxe.efi"),
    SNPONLY_ARM64(Platform.UEFI_ARM64, "arm64/snponly.efi", "snponly-arm64.efi", "arm64-efi/snponly.efi"),
    IPXE_ARM64(Platform.UEFI_ARM64, "arm64/ipxe.efi", "ipxe-arm64.efi", "arm64-efi/ipxe.efi"),
    SNPONLY_IA32(Platform.UEFI_IA32, "i386/snponly.efi", "ipxe-snponly-i386.efi", "i386-efi/snponly.efi"),
    IPXE_IA32(Platform.UEFI_IA32, "i386/ipxe.efi", "ipxe-i386.efi", "i386-efi/ipxe.efi");

    /** Where all of this loader's files are in the content tree. */
    static final ResourcePath FOLDER = ResourcePath.of("ipxe");

    private final Platform platform;
    private final String name;
    private final List<String> names;

    Build(Platform platform, String name, String... elsewhere) {
        this.platform = platform;
        this.name = name;
        this.names = Stream.concat(Stream.of(name), Arrays.stream(elsewhere))
                .distinct()
                .toList();
    }

    /** Those that run on this platform. */
    static List<Build> of(Platform platform) {
        return Arrays.stream(values())
                .filter(build -> build.platform == platform)
                .toList();
    }

    /** Where it is in the content tree. */
    ResourcePath path() {
        return FOLDER.resolve(name);
    }

    /** What it may be called in a folder. */
    List<String> names() {
        return names;
    }

    /** Its name without a folder, as people call it. */
    String title() {
        return name.substring(name.indexOf('/') + 1);
    }

    /** Whether it brings drivers of its own. */
    boolean hasDrivers() {
        return title().equals("ipxe.efi");
    }

    /** How it is installed. */
    String remedy() {
        return switch (platform) {
            case UEFI_ARM64 -> "dnf install ipxe-bootimgs-aarch64, or put " + title() + " into files" + path().parent();
            case UEFI_IA32 -> "dnf install ipxe-bootimgs-x86, or put " + title() + " into files" + path().parent();
            default -> "apt install ipxe (or dnf install ipxe-bootimgs-x86)";
        };
    }
}
