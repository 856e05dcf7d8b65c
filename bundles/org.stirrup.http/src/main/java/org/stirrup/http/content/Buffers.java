package org.stirrup.http.content;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers that files go through on their way to the network. The large ones lie outside the heap, which saves a copy,
 * and are used again; when a whole room downloads at once the rest gets small ones, so that memory has a bound.
 */
final class Buffers {
    private static final int LARGE = 256 << 10;
    private static final int SMALL = 32 << 10;
    private static final int MOST_LARGE = 48;

    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lent = new AtomicInteger();

    /** @param length of what is to be sent, in bytes */
    ByteBuffer take(long length) {
        if (length <= SMALL) {
            return ByteBuffer.allocate((int) length);
        }
        if (lent.incrementAndGet() > MOST_LARGE) {
            lent.decrementAndGet();
            return ByteBuffer.allocate(SMALL);
        }
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(LARGE) : buffer.clear();
    }

    /** Takes back what nobody uses any more. */
    void give(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            free.add(buffer);
            lent.decrementAndGet();
        }
    }

    /** Gives up what somebody may still use. */
    void lose(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            lent.decrementAndGet();
        }
    }
}
