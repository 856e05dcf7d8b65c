package org.stirrup.http.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BuffersTest {
    private final Buffers buffers = new Buffers();

    @Test
    void aSmallFileGetsWhatItNeeds() {
        assertEquals(0, buffers.take(0).capacity());
        assertEquals(100, buffers.take(100).capacity());
    }

    @Test
    void largeOnesAreUsedAgain() {
        ByteBuffer first = buffers.take(1 << 20);
        first.limit(5).position(3);
        buffers.give(first);
        ByteBuffer second = buffers.take(1 << 20);
        assertSame(first, second);
        assertEquals(second.capacity(), second.remaining());
    }

    @Test
    void aCrowdGetsSmallOnesUntilSomebodyLeaves() {
        List<ByteBuffer> crowd =
                IntStream.range(0, 1000).mapToObj(i -> buffers.take(1 << 20)).toList();
        assertEquals(48, crowd.stream().filter(ByteBuffer::isDirect).count());
        assertFalse(buffers.take(1 << 20).isDirect());
        crowd.forEach(buffers::lose);
        assertTrue(buffers.take(1 << 20).isDirect());
    }
}
