package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private final Memory memory = new Memory(16);

    @Property(tries = 500)
    void whatWasNotedLastIsRemembered(
            @ForAll long key,
            @ForAll @LongRange(min = 1, max = 1L << 42) long when,
            @ForAll @LongRange(max = 1 << 30) long later) {
        memory.note(key, when);
        assertEquals(OptionalLong.of(later), memory.age(key, when + later));
    }

    @Test
    void ofARowTheOldestIsForgotten() {
        for (long key = 0; key < 4; key++) {
            memory.note(key << 40, 1000 + key);
        }
        memory.note(0, 2000);
        memory.note(9L << 40, 3000);
        assertEquals(OptionalLong.of(1000), memory.age(0, 3000));
        assertEquals(OptionalLong.empty(), memory.age(1L << 40, 3000));
        assertEquals(OptionalLong.of(1998), memory.age(2L << 40, 3000));
        assertEquals(OptionalLong.of(0), memory.age(9L << 40, 3000));
    }
}
