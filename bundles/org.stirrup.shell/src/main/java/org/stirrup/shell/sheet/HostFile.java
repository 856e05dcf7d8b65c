package org.stirrup.shell.sheet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file of the appliance's machine that a person named. */
public final class HostFile {
    /** Twenty thousand hosts have five megabytes. */
    private static final long LARGEST = 64L << 20;

    private HostFile() {}

    /** @throws IllegalArgumentException for one that is not absolute: the appliance's folder is not the person's */
    public static Path named(String path) {
        Path file = Path.of(path);
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException(
                    path + ": name the file from / on, such as /tmp/hosts.csv; the appliance's folder is not yours");
        }
        return file;
    }

    /** Whole or not at all: a file of before stays until this one is complete. */
    public static void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            IOException told = new IOException(file + " cannot be written: " + e, e);
            try {
                Files.deleteIfExists(next);
            } catch (IOException left) {
                told.addSuppressed(left);
            }
            throw told;
        }
    }

    /** @throws IOException with what is wrong in its message */
    public static String read(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(file + " has " + Files.size(file) + " bytes, which is no list of hosts");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8; save it as \"CSV UTF-8\"", e);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": the appliance's machine has no such file", e);
        }
    }
}
