package org.stirrup.repository.mirror.verify;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The lines of an index, unpacked where it is packed by gzip; whatever is in it, the work and the memory are bounded. */
final class Lines implements Closeable {
    /** Debian's largest has sixty megabytes. */
    private static final long LARGEST = 1L << 30;

    /** Of a line; the rest is passed over. */
    private static final int LONGEST = 4096;

    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int at;
    private int end;
    private long total;

    Lines(Path file, boolean packed) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            in = packed ? new GZIPInputStream(raw, buffer.length) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** Without its end; null after the last. */
    String next() throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        boolean some = false;
        for (int b = read(); b >= 0; b = read()) {
            some = true;
            if (b == '\n') {
                break;
            }
            if (length < LONGEST) {
                if (length == line.length) {
                    line = java.util.Arrays.copyOf(line, 2 * length);
                }
                line[length++] = (byte) b;
            }
        }
        return some ? new String(line, 0, length, StandardCharsets.UTF_8) : null;
    }

    private int read() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
            total += end;
            if (total > LARGEST) {
                throw new IOException("it has more than " + LARGEST + " bytes");
            }
            if (end == 0) {
                return -1;
            }
        }
        return buffer[at++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
