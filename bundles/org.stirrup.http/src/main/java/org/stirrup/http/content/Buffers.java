package org.stirrup.http.content;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Buffers outside the heap, used again: bytes go from the file to the network by way of one of them and no other. */
final class Buffers {
    private static final int SIZE = 256 << 10;
    private static final int SMALL = 32 << 10;
    private static final int KEPT = 32;

    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();

    /** @param length of what is to be sent, in bytes; a small file needs no large buffer */
    ByteBuffer take(long length) {
        if (length <= SMALL) {
            return ByteBuffer.allocate((int) length);
        }
        ByteBuffer buffer = free.poll();
        if (buffer == null) {
            return ByteBuffer.allocateDirect(SIZE);
        }
        kept.decrementAndGet();
        return buffer.clear();
    }

    /** Takes back what nobody uses any more. */
    void give(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            if (kept.incrementAndGet() <= KEPT) {
                free.add(buffer);
            } else {
                kept.decrementAndGet();
            }
        }
    }
}
