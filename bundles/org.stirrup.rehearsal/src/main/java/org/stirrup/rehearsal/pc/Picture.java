package org.stirrup.rehearsal.pc;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A portable pixmap as a PNG. Java's own way to do that lies in a module that a server's Java need not have. */
final class Picture {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BITS = 8;
    private static final int TRUE_COLOUR = 2;
    private static final int COLOURS = 3;

    private final byte[] pixmap;
    private int at;

    private Picture(byte[] pixmap) {
        this.pixmap = pixmap;
    }

    /**
     * @param pixmap binary, of 8 bits a colour: {@code P6 width height 255}, then the pixels (Netpbm, ppm(5))
     * @return PNG (RFC 2083), 8-bit true colour without alpha
     * @throws IOException for anything else
     */
    static byte[] png(byte[] pixmap) throws IOException {
        return new Picture(pixmap).png();
    }

    private byte[] png() throws IOException {
        if (!word().equals("P6")) {
            throw new IOException("not a binary pixmap");
        }
        int width = number();
        int height = number();
        if (number() != 255 || pixmap.length - at - 1 < (long) width * height * COLOURS) {
            throw new IOException("not a whole pixmap of 8 bits a colour");
        }
        int pixels = at + 1;
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(rows, new Deflater(Deflater.BEST_SPEED))) {
            for (int row = 0; row < height; row++) {
                packed.write(0); // each row as it is, without a filter
                packed.write(pixmap, pixels + row * width * COLOURS, width * COLOURS);
            }
        }
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {BITS, TRUE_COLOUR, 0, 0, 0});
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(SIGNATURE);
        chunk("IHDR", header.toByteArray(), png);
        chunk("IDAT", rows.toByteArray(), png);
        chunk("IEND", new byte[0], png);
        return png.toByteArray();
    }

    private static void chunk(String type, byte[] content, ByteArrayOutputStream png) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        DataOutputStream out = new DataOutputStream(png);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) check.getValue());
    }

    private int number() throws IOException {
        String word = word();
        if (!word.matches("[0-9]{1,5}")) {
            throw new IOException("'" + word + "' is no number of a pixmap");
        }
        return Integer.parseInt(word);
    }

    /** The next word; {@link #at} is on the blank behind it then. */
    private String word() {
        while (at < pixmap.length && pixmap[at] <= ' ') {
            at++;
        }
        int start = at;
        while (at < pixmap.length && pixmap[at] > ' ') {
            at++;
        }
        return new String(pixmap, start, at - start, StandardCharsets.US_ASCII);
    }
}
