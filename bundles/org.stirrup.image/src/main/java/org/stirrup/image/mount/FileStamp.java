package org.stirrup.image.mount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;

/**
 * What tells one file from another that later has its name, and a file from itself before somebody wrote to it.
 *
 * @param key device and inode where the system has them, else null
 */
public record FileStamp(long size, Instant modified, Object key) {
    public static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(attributes.size(), attributes.lastModifiedTime().toInstant(), attributes.fileKey());
    }

    /** Whether both are of one file, whatever was written to it. */
    public boolean sameFile(FileStamp other) {
        return Objects.equals(key, other.key);
    }
}
