package org.stirrup.launcher.state;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Reads a tar archive of regular files. Anything else in it is refused: links, devices, folders, other extensions. */
final class TarReader {
    /** A path and a number. */
    private static final int LARGEST_PAX = 16 << 10;

    private final InputStream in;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** @param size of the bytes that follow, which are to be read by {@link #copy} before the next file */
    record File(String name, long size) {}

    /** @throws IOException for what is no archive of this kind, with what is wrong; empty at its end */
    Optional<File> next() throws IOException {
        Optional<File> first = header('0', 'x');
        if (first.isEmpty() || !first.get().name().equals("\0pax")) {
            return first;
        }
        if (first.get().size() > LARGEST_PAX) {
            throw new IOException("a header of " + first.get().size() + " bytes");
        }
        byte[] pax = in.readNBytes((int) first.get().size());
        skipPadding(first.get().size());
        File file = header('0', '0').orElseThrow(() -> new IOException("it ends after a header"));
        return Optional.of(with(file, new String(pax, StandardCharsets.UTF_8)));
    }

    private static File with(File file, String pax) throws IOException {
        String name = file.name();
        long size = file.size();
        for (String line : pax.split("\n")) {
            String text = line.substring(line.indexOf(' ') + 1);
            if (text.startsWith("path=")) {
                name = text.substring(5);
            } else if (text.matches("size=[0-9]{1,18}")) {
                size = Long.parseLong(text.substring(5));
            } else {
                throw new IOException("a header that says '" + text + "'");
            }
        }
        return new File(name, size);
    }

    /** One whose type is that of headers is named by a NUL and {@code pax}. */
    private Optional<File> header(char file, char pax) throws IOException {
        byte[] header = in.readNBytes(TarWriter.BLOCK);
        if (header.length < TarWriter.BLOCK) {
            throw new EOFException("it is cut short");
        }
        if (TarWriter.sum(header) == 8 * ' ') {
            return Optional.empty();
        }
        if (number(header, 148, 8) != TarWriter.sum(header)) {
            throw new IOException("it is damaged, or no tar archive");
        }
        String name = text(header, 0, 100);
        long size = number(header, 124, 12);
        char type = (char) header[156];
        if (type == pax && pax != file) {
            return Optional.of(new File("\0pax", size));
        } else if (type != file) {
            throw new IOException(
                    switch (type) {
                        case '1' -> name + " is a hard link";
                        case '2' -> name + " is a symbolic link";
                        case '5' -> name + " is a folder by itself";
                        default -> name + " is no file but of type '" + type + "'";
                    });
        }
        return Optional.of(new File(name, size));
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.UTF_8);
    }

    private static long number(byte[] header, int at, int length) throws IOException {
        String octal = text(header, at, length).strip();
        if (!octal.matches("[0-7]{1,12}")) {
            throw new IOException("it is damaged, or no tar archive");
        }
        return Long.parseLong(octal, 8);
    }

    /** The bytes of the file that was last named. @return their SHA-256 in lower-case hex */
    String copy(File file, OutputStream out) throws IOException {
        MessageDigest digest = TarWriter.sha256();
        byte[] buffer = new byte[64 << 10];
        for (long left = file.size(); left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("it is cut short");
            }
            digest.update(buffer, 0, count);
            out.write(buffer, 0, count);
            left -= count;
        }
        skipPadding(file.size());
        return HexFormat.of().formatHex(digest.digest());
    }

    private void skipPadding(long size) throws IOException {
        int padding = (int) (-size & TarWriter.BLOCK - 1);
        if (in.readNBytes(padding).length < padding) {
            throw new EOFException("it is cut short");
        }
    }
}
