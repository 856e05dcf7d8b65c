package org.stirrup.lease.embedded.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What a log needs of a disk to write to it; a test puts a failing one in its place. */
public interface Disk {
    Disk REAL = FileChannel::open;

    /** Opens a file to write to. */
    FileChannel open(Path path, StandardOpenOption... how) throws IOException;

    /** Puts a file in the place of another, for good: without the sync of the folder the name may go with the power. */
    default void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
