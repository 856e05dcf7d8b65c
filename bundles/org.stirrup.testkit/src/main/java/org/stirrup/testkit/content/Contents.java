package org.stirrup.testkit.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.stirrup.api.content.Resource;

/** Reads open resources in the two ways that servers do. */
public final class Contents {
    private Contents() {}

    /** All bytes from a position, by reads into a small buffer. */
    public static byte[] read(Resource.Content content, long from) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1468);
        long position = from;
        for (int count = content.read(buffer, position); count >= 0; count = content.read(buffer, position)) {
            if (count == 0 || count != buffer.position()) {
                throw new AssertionError("read gave " + count + ", buffer has " + buffer.position());
            }
            all.write(buffer.array(), 0, count);
            position += count;
            buffer.clear();
        }
        return all.toByteArray();
    }

    /** All bytes from a position, by transfers to a channel that takes a few at a time. */
    public static byte[] transfer(Resource.Content content, long from) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        WritableByteChannel slow = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer bytes) {
                byte[] some = new byte[Math.min(bytes.remaining(), 1000)];
                bytes.get(some);
                all.writeBytes(some);
                return some.length;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        long position = from;
        for (long count = 1; count > 0; position += count) {
            count = content.transferTo(position, 70_000, slow);
        }
        if (all.size() != position - from) {
            throw new AssertionError("transfers gave " + (position - from) + ", the channel has " + all.size());
        }
        return all.toByteArray();
    }
}
