package org.stirrup.api.forecast;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient.Stage;

/** Programs that ask by DHCP, as people call them. */
public enum ClientKind {
    /** PXE firmware of a PC before UEFI. */
    BIOS(Stage.PXE_ROM, Architecture.BIOS),
    /** PXE firmware of a UEFI machine. */
    UEFI(Stage.PXE_ROM, Architecture.UEFI_X64),
    /** UEFI firmware that boots by HTTP. */
    HTTP(Stage.HTTP_BOOT, Architecture.HTTP_X64),
    /** iPXE, after the firmware. */
    IPXE(Stage.IPXE, Architecture.UEFI_X64),
    /** An operating system. */
    OS(Stage.OPERATING_SYSTEM, Architecture.BIOS);

    private final Stage stage;
    private final Architecture architecture;

    ClientKind(Stage stage, Architecture architecture) {
        this.stage = stage;
        this.architecture = architecture;
    }

    public Stage stage() {
        return stage;
    }

    /** What most of them say; an operating system says none. */
    public Architecture architecture() {
        return architecture;
    }

    /** In lower case, as it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming those there are */
    public static ClientKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of "
                        + Arrays.stream(values()).map(ClientKind::text).collect(Collectors.joining(", "))));
    }
}
