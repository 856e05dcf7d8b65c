package org.stirrup.image.mount;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.stirrup.iso9660.Extent;
import org.stirrup.iso9660.IsoEntry;

/**
 * The file that an image was found in, to be opened anew by each transfer.
 *
 * <p>A channel of its own for each: a channel that several share is closed for all of them when one reading thread is
 * interrupted, which is what stopping a server does.
 */
final class ImageFile {
    private final Path path;
    private final FileStamp stamp;
    private volatile boolean overwritten;

    ImageFile(Path path, FileStamp stamp) {
        this.path = path;
        this.stamp = stamp;
    }

    String name() {
        return path.getFileName().toString();
    }

    /** Its bytes are no longer those that were identified: whoever still reads them must not take them for those. */
    void spoil() {
        overwritten = true;
    }

    /** @throws IOException when somebody wrote to the file since */
    void checkSound() throws IOException {
        if (overwritten) {
            throw new IOException(name() + " was overwritten while it was read");
        }
    }

    /** @throws IOException also when another file has taken its place, or somebody wrote to it */
    FileChannel open() throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        boolean same = false;
        try {
            same = FileStamp.of(path).equals(stamp);
        } finally {
            if (!same) {
                channel.close();
            }
        }
        if (!same) {
            throw new IOException(name() + " was replaced a moment ago");
        }
        return channel;
    }

    /** All its bytes as if it were a file of an image. */
    IsoEntry.File asEntry(String name) {
        return new IsoEntry.File(name, stamp.modified(), stamp.size(), List.of(new Extent(0, stamp.size())));
    }
}
