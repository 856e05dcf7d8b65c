package org.stirrup.api.rehearsal;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;

/** What a virtual PC is switched on with. */
public enum Firmware {
    /** A BIOS, and a network card whose ROM is iPXE. */
    BIOS("BIOS", Architecture.BIOS, BootClient.Stage.PXE_ROM),
    /** UEFI of 64 bits, Secure Boot off. */
    UEFI("UEFI", Architecture.UEFI_X64, BootClient.Stage.PXE_ROM),
    /** The same with Secure Boot on, and Microsoft's keys. */
    UEFI_SECURE_BOOT("UEFI with Secure Boot", Architecture.UEFI_X64, BootClient.Stage.PXE_ROM),
    /** UEFI of 64 bits that boots by HTTP alone. */
    UEFI_HTTP("UEFI HTTP Boot", Architecture.HTTP_X64, BootClient.Stage.HTTP_BOOT),
    /** UEFI of a 64-bit ARM machine. */
    ARM64("UEFI arm64", Architecture.UEFI_ARM64, BootClient.Stage.PXE_ROM);

    private final String title;
    private final Architecture architecture;
    private final BootClient.Stage stage;

    Firmware(String title, Architecture architecture, BootClient.Stage stage) {
        this.title = title;
        this.architecture = architecture;
        this.stage = stage;
    }

    /** Reads what {@link #word} writes. @throws IllegalArgumentException with the words there are */
    public static Firmware of(String word) {
        return Stream.of(values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("firmware '" + word + "' is none of "
                        + String.join(
                                ", ", Stream.of(values()).map(Firmware::word).toList())));
    }

    /** For people: {@code UEFI with Secure Boot}. */
    public String title() {
        return title;
    }

    /** For programs: {@code uefi-secure-boot}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A machine with it, as it asks first. */
    public BootClient client(Order order, String link) {
        return new BootClient(
                order.mac(),
                Optional.of(architecture),
                stage,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                link,
                Optional.empty());
    }
}
