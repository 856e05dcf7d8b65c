package org.stirrup.api.boot;

/**
 * Client system architecture, DHCP option 93 (RFC 4578, section 2.1, and IANA's "Processor Architecture Types").
 * Open: a code that has no name here is kept as it came.
 *
 * @param code 0 to 65535
 */
public record Architecture(int code) {
    public static final Architecture BIOS = new Architecture(0);
    public static final Architecture UEFI_IA32 = new Architecture(6);
    public static final Architecture UEFI_X64 = new Architecture(7);
    /** Registered as EFI byte code, for which nobody has programs; x64 machines send it, which {@link Quirks} know. */
    public static final Architecture UEFI_BC = new Architecture(9);

    public static final Architecture UEFI_ARM32 = new Architecture(10);
    public static final Architecture UEFI_ARM64 = new Architecture(11);
    public static final Architecture HTTP_IA32 = new Architecture(15);
    public static final Architecture HTTP_X64 = new Architecture(16);
    public static final Architecture HTTP_ARM32 = new Architecture(18);
    public static final Architecture HTTP_ARM64 = new Architecture(19);
    /** A Raspberry Pi's own firmware, "arm rpiboot"; boards say 0, which {@link Quirks} know. */
    public static final Architecture RASPBERRY_PI = new Architecture(41);

    /** What a program must be built for to run there. */
    public enum Platform {
        BIOS,
        UEFI_IA32,
        UEFI_X64,
        UEFI_ARM32,
        UEFI_ARM64,
        OTHER
    }

    public Architecture {
        if (code < 0 || code > 0xffff) {
            throw new IllegalArgumentException("architecture code outside 0..65535: " + code);
        }
    }

    public Platform platform() {
        return switch (code) {
            case 0 -> Platform.BIOS;
            case 6, 15 -> Platform.UEFI_IA32;
            case 7, 16 -> Platform.UEFI_X64;
            case 10, 18 -> Platform.UEFI_ARM32;
            case 11, 19 -> Platform.UEFI_ARM64;
            default -> Platform.OTHER;
        };
    }

    @Override
    public String toString() {
        return platform() == Platform.OTHER ? "architecture " + code : platform() + " (" + code + ")";
    }
}
