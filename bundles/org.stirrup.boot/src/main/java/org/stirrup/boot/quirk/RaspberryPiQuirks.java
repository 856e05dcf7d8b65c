package org.stirrup.boot.quirk;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.Quirk.Match;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.api.boot.QuirkRows;

/** What is odd about a Raspberry Pi, whose firmware has as much of PXE as it needs. */
@Component
public final class RaspberryPiQuirks implements QuirkRows {
    private static final Match ANY = Match.ANY.architectures(Architecture.RASPBERRY_PI);
    /** Of the 3B, and of older boards with the 3B's boot code. */
    private static final Match OLD = Match.ANY.macPrefixes("b8:27:eb");

    private static final String NET = "github.com/raspberrypi/documentation, hardware/raspberrypi/bootmodes/net.md: ";

    private static final List<Quirk> ROWS = List.of(
            new Quirk(
                    "raspberry-pi",
                    Match.ANY
                            .vendorClass("PXEClient:Arch:00000:UNDI:002001")
                            .architectures(Architecture.BIOS)
                            .macPrefixes(
                                    "b8:27:eb", "dc:a6:32", "e4:5f:01", "28:cd:c1", "d8:3a:dd", "2c:cf:67", "88:a2:9e"),
                    new QuirkEffect.TakenFor(Architecture.RASPBERRY_PI),
                    "github.com/raspberrypi/firmware issue 1928, github.com/raspberrypi/rpi-eeprom issues 82 and 182:"
                            + " boards say that they are BIOS PCs; only the maker's part of the MAC address tells"),
            new Quirk(
                    "raspberry-pi-3-option-43",
                    OLD.architectures(Architecture.RASPBERRY_PI),
                    new QuirkEffect.WithOption(43, menuOf("Raspberry Pi Boot   ")),
                    NET + "due to a bug in the boot ROM the string needs three spaces at its end"),
            new Quirk(
                    "raspberry-pi-option-43",
                    ANY,
                    new QuirkEffect.WithOption(43, menuOf("Raspberry Pi Boot")),
                    NET + "capture of an OFFER; looked for by the ROM before it asks for any file"),
            new Quirk(
                    "raspberry-pi-option-60",
                    ANY,
                    new QuirkEffect.WithOption(60, hex("PXEClient")),
                    NET + "capture of an OFFER"),
            new Quirk(
                    "raspberry-pi-file-probe",
                    ANY,
                    new QuirkEffect.FileProbe(),
                    NET + "a transfer is aborted after its first packet when the board checks whether a file exists"),
            new Quirk(
                    "raspberry-pi-duplicates",
                    ANY,
                    new QuirkEffect.LeastWait(1000),
                    "github.com/raspberrypi/firmware issue 1631: start4.elf takes a block that comes twice for the next"
                            + " one and hangs"),
            new Quirk(
                    "raspberry-pi-3-uuid",
                    OLD.vendorClass("PXEClient:Arch:00000:UNDI:002001"),
                    new QuirkEffect.NoUuid(),
                    NET + "option 97 is sixteen times 44 on every board before the 3B+"));

    @Override
    public List<Quirk> rows() {
        return ROWS;
    }

    /**
     * PXE's encapsulated options (PXE specification 2.1, table 2-1): 6 discovery control, 3: no broadcast, no multicast; 10
     * menu prompt "PXE" after 0 seconds; 9 boot menu of one item of type 0 with this text; 255.
     */
    private static String menuOf(String text) {
        int length = text.length();
        HexFormat pairs = HexFormat.of();
        return "060103" + "0a0400" + hex("PXE") + "09" + pairs.toHexDigits((byte) (length + 3)) + "0000"
                + pairs.toHexDigits((byte) length) + hex(text) + "ff";
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
