package org.stirrup.image.menu;

import java.util.Locale;
import java.util.Set;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;

/** Which machines run which images. */
final class Machines {
    private static final Set<String> ARM64 = Set.of("aarch64", "arm64", "a64");

    private Machines() {}

    /** @param architecture as the image writes it; empty, and those not known here, are not held against it */
    static boolean canRun(BootClient client, String architecture) {
        Architecture.Platform platform = client.platform();
        if (client.architecture().filter(Architecture.RASPBERRY_PI::equals).isPresent()) {
            return architecture.isEmpty() || ARM64.contains(architecture.toLowerCase(Locale.ROOT));
        }
        if (platform == Architecture.Platform.OTHER) {
            return true;
        }
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "x86_64", "amd64", "x64" ->
                platform == Architecture.Platform.BIOS || platform == Architecture.Platform.UEFI_X64;
            case "i386", "i486", "i586", "i686", "x86" ->
                platform == Architecture.Platform.BIOS || platform == Architecture.Platform.UEFI_IA32;
            case "aarch64", "arm64", "a64" -> platform == Architecture.Platform.UEFI_ARM64;
            case "armhf", "armv7", "armv7hl" -> platform == Architecture.Platform.UEFI_ARM32;
            default -> true;
        };
    }
}
