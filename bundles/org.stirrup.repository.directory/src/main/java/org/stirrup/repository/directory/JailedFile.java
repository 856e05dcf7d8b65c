package org.stirrup.repository.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.stirrup.api.content.Resource;

/**
 * A file that was seen to lie in the folder.
 *
 * @param jail real path of the folder
 * @param real path of the file without any link
 * @param size as it was seen: a file that grows meanwhile is sent up to here
 */
record JailedFile(Path jail, Path real, long size, Instant modified) implements Resource {
    @Override
    public Content open() throws IOException {
        FileChannel channel = FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        boolean inside = false;
        try {
            // A folder on the way may have become a link since the file was looked for.
            inside = real.toRealPath().startsWith(jail);
        } finally {
            if (!inside) {
                channel.close();
            }
        }
        if (!inside) {
            throw new IOException(real.getFileName() + " was moved out of " + jail);
        }
        return new FileContent(channel);
    }

    private final class FileContent implements Content {
        private final FileChannel channel;

        FileContent(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            if (position >= size) {
                return -1;
            }
            int limit = into.limit();
            into.limit(into.position() + (int) Math.min(into.remaining(), size - position));
            try {
                int count = channel.read(into, position);
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
            if (position >= size || count <= 0) {
                return 0;
            }
            if (position >= channel.size()) {
                throw cutShort();
            }
            return channel.transferTo(position, Math.min(count, size - position), target);
        }

        private IOException cutShort() {
            return new IOException(real.getFileName() + " became shorter while it was read");
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
