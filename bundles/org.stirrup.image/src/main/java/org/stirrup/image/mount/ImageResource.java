package org.stirrup.image.mount;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.Optional;
import org.stirrup.api.content.Resource;
import org.stirrup.iso9660.Extent;
import org.stirrup.iso9660.IsoEntry;

/** A file of an image, sent straight from where its bytes lie. */
record ImageResource(ImageFile image, IsoEntry.File file) implements Resource {
    @Override
    public long size() {
        return file.size();
    }

    @Override
    public Instant modified() {
        return file.modified();
    }

    @Override
    public Content open() throws IOException {
        return new ExtentContent(image.open());
    }

    private final class ExtentContent implements Content {
        private final FileChannel channel;

        ExtentContent(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            image.checkSound();
            Optional<Extent> extent = file.from(position);
            if (extent.isEmpty()) {
                return -1;
            }
            int limit = into.limit();
            into.limit(into.position()
                    + (int) Math.min(into.remaining(), extent.get().length()));
            try {
                int count = channel.read(into, extent.get().offset());
                if (count < 0) {
                    throw cutShort();
                }
                return count;
            } finally {
                into.limit(limit);
            }
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            image.checkSound();
            Optional<Extent> extent = file.from(position);
            if (extent.isEmpty() || count <= 0) {
                return 0;
            }
            if (extent.get().offset() >= channel.size()) {
                throw cutShort();
            }
            return channel.transferTo(
                    extent.get().offset(), Math.min(count, extent.get().length()), target);
        }

        private IOException cutShort() {
            return new IOException(image.name() + " became shorter while it was read");
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
