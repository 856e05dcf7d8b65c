package org.stirrup.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the programs that firmware may start from the disc (El Torito 1.0, section 2). */
final class BootCatalogue {
    private static final int ENTRY = 32;
    private static final int VALIDATION = 0x01;
    private static final int BOOTABLE = 0x88;
    private static final int SECTION = 0x90;
    private static final int LAST_SECTION = 0x91;
    private static final int EXTENSION = 0x44;

    private BootCatalogue() {}

    /** @param at byte of the image where the catalogue starts; one sector of it is looked at, 64 entries */
    static List<BootEntry> read(ImageBytes image, long at) throws IOException {
        ByteBuffer sector = image.read(at, ImageBytes.SECTOR, "boot catalogue");
        int sum = 0;
        for (int i = 0; i < ENTRY; i += 2) {
            sum += sector.getShort(i);
        }
        if (sector.get(0) != VALIDATION || (sector.getShort(30) & 0xffff) != 0xaa55 || (sum & 0xffff) != 0) {
            throw new IsoException("boot catalogue without a valid first entry", at);
        }
        List<BootEntry> entries = new ArrayList<>();
        int platform = sector.get(1) & 0xff;
        entries.add(entry(sector, ENTRY, platform));
        for (int i = 2 * ENTRY; i < ImageBytes.SECTOR; i += ENTRY) {
            int kind = sector.get(i) & 0xff;
            if (kind == SECTION || kind == LAST_SECTION) {
                platform = sector.get(i + 1) & 0xff;
            } else if (kind == BOOTABLE || (kind == 0 && sector.getInt(i + 8) != 0)) {
                entries.add(entry(sector, i, platform));
            } else if (kind != EXTENSION) {
                break;
            }
        }
        return List.copyOf(entries);
    }

    private static BootEntry entry(ByteBuffer sector, int at, int platform) {
        return new BootEntry(
                platform,
                (sector.get(at) & 0xff) == BOOTABLE,
                sector.get(at + 1) & 0x0f,
                sector.getShort(at + 6) & 0xffff,
                (sector.getInt(at + 8) & 0xffffffffL) * ImageBytes.SECTOR);
    }
}
