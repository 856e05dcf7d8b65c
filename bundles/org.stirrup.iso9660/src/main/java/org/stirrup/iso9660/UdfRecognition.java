package org.stirrup.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Which formats the volume recognition sequence announces (ECMA-167, 2/8 and 3/9; UDF 2.01, 2.1.7). */
enum UdfRecognition {
    /** UDF is not announced. */
    NO_UDF,
    /** A bridge: one image, two trees over the same files. */
    BOTH,
    UDF_ALONE;

    private static final int FIRST = 16;
    private static final int MOST = 64;
    private static final Set<String> KNOWN = Set.of("BEA01", "BOOT2", "CDW02", "TEA01", "CD001", "NSR02", "NSR03");

    static UdfRecognition of(ImageBytes image) throws IOException {
        boolean iso = false;
        boolean udf = false;
        long end = Math.min((FIRST + MOST) * (long) ImageBytes.SECTOR, image.length());
        for (long at = (long) FIRST * ImageBytes.SECTOR; at + ImageBytes.SECTOR <= end; at += ImageBytes.SECTOR) {
            ByteBuffer sector = image.read(at, ImageBytes.SECTOR, "volume recognition sequence");
            String identifier = new String(sector.array(), 1, 5, StandardCharsets.ISO_8859_1);
            if (!KNOWN.contains(identifier)) {
                break;
            }
            iso |= identifier.equals("CD001");
            udf |= identifier.startsWith("NSR");
        }
        return !udf ? NO_UDF : iso ? BOTH : UDF_ALONE;
    }
}
