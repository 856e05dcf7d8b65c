package org.stirrup.menu.memtest;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.Architecture.Platform;

/** A build of memtest86+, for one kind of firmware. */
enum Build {
    /** Up to version 5 there was no other, and its name had no architecture; RHEL puts the version behind it. */
    BIOS(
            Platform.BIOS,
            "memtest86.bin",
            List.of(
                    "memtest86+x64.bin",
                    "memtest86+x86_64.bin",
                    "memtest86+ia32.bin",
                    "memtest86+.bin",
                    "memtest.bin",
                    "memtest86+-5.31")),
    UEFI_X64(
            Platform.UEFI_X64,
            "memtest86x64.efi",
            List.of("memtest86+x64.efi", "memtest86+x86_64.efi", "memtest86+.efi", "memtest.efi")),
    UEFI_IA32(Platform.UEFI_IA32, "memtest86ia32.efi", List.of("memtest86+ia32.efi", "memtest86+i386.efi"));

    private final Platform platform;
    private final String shown;
    private final List<String> installed;

    Build(Platform platform, String shown, List<String> installed) {
        this.platform = platform;
        this.shown = shown;
        this.installed = installed;
    }

    static List<Build> all() {
        return List.of(values());
    }

    static Optional<Build> of(Platform platform) {
        return Arrays.stream(values())
                .filter(build -> build.platform == platform)
                .findFirst();
    }

    /** Its name in the content tree. */
    String shown() {
        return shown;
    }

    /** What packages call it, the newest first. */
    List<String> installed() {
        return installed;
    }
}
