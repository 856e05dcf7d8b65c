package org.stirrup.launcher.state;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes a tar archive (POSIX.1-2001, pax) of regular files and nothing else. */
final class TarWriter implements Closeable {
    static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;
    private static final long LARGEST = 1L << 33;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Adds a file of so many bytes, whatever more there is.
     *
     * @return SHA-256 of them, in lower-case hex
     * @throws IOException when there are less
     */
    String add(String name, long size, long modifiedSeconds, InputStream bytes) throws IOException {
        boolean plain = name.length() < LONGEST_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!plain || size >= LARGEST) {
            byte[] pax = (record("path", name) + record("size", Long.toString(size))).getBytes(StandardCharsets.UTF_8);
            header("pax", pax.length, 0, 'x');
            out.write(pax);
            pad(pax.length);
        }
        header(plain ? name : "long", size >= LARGEST ? 0 : size, modifiedSeconds, '0');
        MessageDigest digest = sha256();
        byte[] buffer = new byte[64 << 10];
        for (long left = size; left > 0; ) {
            int count = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException(name + " became shorter while it was read");
            }
            digest.update(buffer, 0, count);
            out.write(buffer, 0, count);
            left -= count;
        }
        pad(size);
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Its length, which is written before it, counts itself. */
    private static String record(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
        int length = bytes + Integer.toString(bytes).length();
        if (Integer.toString(length).length() > Integer.toString(bytes).length()) {
            length++;
        }
        return length + rest;
    }

    private void header(String name, long size, long modified, char type) throws IOException {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000600\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format("%011o\0", size));
        put(header, 136, String.format("%011o\0", Math.max(0, modified)));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        put(header, 148, String.format("%06o\0 ", sum(header)));
        out.write(header);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** Of all bytes, those of the sum itself taken for blanks. */
    static int sum(byte[] header) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) (-size & BLOCK - 1)]);
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }
}
