package org.stirrup.iso9660;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text in OSTA compressed Unicode (UDF 2.01, 2.1.1). */
final class UdfText {
    private UdfText() {}

    /** @param at byte of the image, for the message */
    static String decode(byte[] bytes, int from, int length, long at) throws IsoException {
        if (length == 0) {
            return "";
        }
        Charset charset =
                switch (bytes[from]) {
                    case 8 -> StandardCharsets.ISO_8859_1; // the first 256 characters of Unicode
                    case 16 -> StandardCharsets.UTF_16BE;
                    default -> throw new IsoException("text of unknown compression " + (bytes[from] & 0xff), at);
                };
        return new String(bytes, from + 1, length - 1, charset);
    }

    /** A field of fixed length whose last byte says how much of it is used (ECMA-167, 1/7.2.12). */
    static String decodeField(byte[] bytes, int from, int size, long at) throws IsoException {
        return decode(bytes, from, Math.min(bytes[from + size - 1] & 0xff, size - 1), at);
    }
}
