package org.stirrup.api.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;

final class BytesResource implements Resource {
    private final byte[] bytes;
    private final Instant modified;

    BytesResource(byte[] bytes, Instant modified) {
        this.bytes = bytes;
        this.modified = modified;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public Instant modified() {
        return modified;
    }

    @Override
    public Content open() {
        return new Content() {
            @Override
            public int read(ByteBuffer into, long position) {
                if (position >= bytes.length) {
                    return -1;
                }
                int count = (int) Math.min(into.remaining(), bytes.length - position);
                into.put(bytes, (int) position, count);
                return count;
            }

            @Override
            public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
                if (position >= bytes.length) {
                    return 0;
                }
                int length = (int) Math.min(count, bytes.length - position);
                return target.write(ByteBuffer.wrap(bytes, (int) position, length));
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
