package org.stirrup.tftp.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.stirrup.api.content.Resource;

/** Bytes in memory that know how often they are open. */
final class CountedResource implements Resource {
    final AtomicInteger open = new AtomicInteger();
    private final Resource bytes;

    CountedResource(int size) {
        bytes = Resource.of(new byte[size], Instant.EPOCH);
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public Instant modified() {
        return bytes.modified();
    }

    @Override
    public Content open() throws IOException {
        Content content = bytes.open();
        open.incrementAndGet();
        return new Content() {
            @Override
            public int read(ByteBuffer into, long position) throws IOException {
                return content.read(into, position);
            }

            @Override
            public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
                return content.transferTo(position, count, target);
            }

            @Override
            public void close() throws IOException {
                open.decrementAndGet();
                content.close();
            }
        };
    }
}
