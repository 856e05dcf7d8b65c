package org.stirrup.dhcp.engine;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When something was noted, for as many things as there are slots. What is noted takes the place of what was noted
 * longest ago of the few that share its row. It never grows, whatever a network sends, and nobody waits. Safe for many
 * threads: two notes at the same moment may cost one of them its place, nothing else.
 */
final class Memory {
    private static final int ROW = 4;
    private static final long TIMES = 0xffff_ffffL;

    /** Tells a slot in use from one that is not. */
    private static final long USED = TIMES + 1;

    private final AtomicLongArray slots;

    /** @param size a power of two, four at least; eight bytes each */
    Memory(int size) {
        slots = new AtomicLongArray(size);
    }

    /** @param millis any clock, the same for all calls; differences up to 49 days are told apart */
    void note(long key, long millis) {
        int row = row(key);
        int place = row;
        long oldest = -1;
        for (int i = row; i < row + ROW; i++) {
            long there = slots.get(i);
            long age = there == 0 ? Long.MAX_VALUE : millis - there & TIMES;
            if (isOf(key, there)) {
                place = i;
                break;
            }
            if (age > oldest) {
                oldest = age;
                place = i;
            }
        }
        slots.set(place, head(key) | millis & TIMES);
    }

    /** Milliseconds since it was noted; empty when it was not, or is forgotten. */
    OptionalLong age(long key, long millis) {
        int row = row(key);
        for (int i = row; i < row + ROW; i++) {
            long there = slots.get(i);
            if (isOf(key, there)) {
                return OptionalLong.of(millis - there & TIMES);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean isOf(long key, long there) {
        return (there & ~TIMES) == head(key);
    }

    private static long head(long key) {
        return key & ~TIMES | USED;
    }

    private int row(long key) {
        return (int) (key & slots.length() - 1) & -ROW;
    }
}
