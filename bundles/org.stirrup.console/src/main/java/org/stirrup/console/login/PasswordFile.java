package org.stirrup.console.login;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file with a password hash: one line, readable by the appliance alone, replaced whole. */
final class PasswordFile {
    private final Path file;

    /** What stands in the file. */
    sealed interface Stored {
        /** A hash. */
        record Present(PasswordHash hash) implements Stored {}

        /** There is no file. */
        record Absent() implements Stored {}

        /** There is something that cannot be used. @param because for a person */
        record Unreadable(String because) implements Stored {}
    }

    /** What the file system says of it; another value means that it was written. */
    record Trace(String key, long size, FileTime modified) {
        static final Trace NONE = new Trace("", -1, FileTime.fromMillis(0));
    }

    PasswordFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    Stored read() {
        try {
            return new Stored.Present(PasswordHash.parse(Files.readString(file, StandardCharsets.US_ASCII)));
        } catch (NoSuchFileException e) {
            return new Stored.Absent();
        } catch (IOException | IllegalArgumentException e) {
            return new Stored.Unreadable(e.getMessage());
        }
    }

    Trace trace() {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return new Trace(String.valueOf(seen.fileKey()), seen.size(), seen.lastModifiedTime());
        } catch (IOException e) {
            return Trace.NONE;
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Written beside and renamed: after a power cut the old or the new line stands there, never half of one. */
    void write(PasswordHash hash) throws IOException {
        Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (FileChannel channel = FileChannel.open(
                beside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer line = StandardCharsets.US_ASCII.encode(hash.text() + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
