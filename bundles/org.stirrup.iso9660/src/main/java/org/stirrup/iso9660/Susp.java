package org.stirrup.iso9660;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Whether an image has System Use entries and Rock Ridge, which the root's own record says. */
final class Susp {
    private static final Set<String> ROCK_RIDGE_NAMES = Set.of("RRIP_1991A", "IEEE_P1282", "IEEE_1282");

    private Susp() {}

    /** The SP entry's bytes to skip in every other area, or -1 when there is none (SUSP 1.12, section 5.3). */
    static int skip(DirectoryRecord rootItself) {
        byte[] area = rootItself.systemUse();
        // CD-ROM XA discs have 14 bytes of their own before it.
        for (int at : new int[] {0, 14}) {
            if (area.length >= at + 7
                    && area[at] == 'S'
                    && area[at + 1] == 'P'
                    && area[at + 2] == 7
                    && (area[at + 4] & 0xff) == 0xbe
                    && (area[at + 5] & 0xff) == 0xef) {
                return area[at + 6] & 0xff;
            }
        }
        return -1;
    }

    /** By its extension's name (ER), or by an entry that only Rock Ridge has. */
    static boolean speaksRockRidge(DirectoryRecord rootItself, ImageBytes image, int blockSize) throws IOException {
        int skip = rootItself.systemUse()[0] == 'S' ? 0 : 14;
        for (SystemUse.Entry entry :
                SystemUse.read(rootItself, skip, image, blockSize).entries()) {
            if (entry.signature().equals("PX") || entry.signature().equals("RR")) {
                return true;
            }
            if (entry.signature().equals("ER")) {
                entry.need(4);
                int length = entry.data().get(0) & 0xff;
                entry.need(4 + length);
                byte[] name = new byte[length];
                entry.data().get(4, name);
                if (ROCK_RIDGE_NAMES.contains(new String(name, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            }
        }
        return false;
    }
}
