package org.stirrup.dhcp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Options are a value: what is built of one leaves it as it was. */
class OptionsTest {
    private static final Octets ONE = Octets.ofHex("01");
    private static final Octets TWO = Octets.ofHex("0202");

    @Test
    void whatIsAddedComesLastAndWhatIsReplacedKeepsItsPlace() {
        Options both = Options.NONE.with(53, ONE).with(12, TWO);
        assertEquals(List.of(53, 12), List.copyOf(both.values().keySet()));
        Options changed = both.with(53, TWO);
        assertEquals(List.of(53, 12), List.copyOf(changed.values().keySet()));
        assertEquals(Optional.of(TWO), changed.get(53));
        assertEquals(Optional.of(ONE), both.get(53));
        assertEquals(Optional.empty(), both.get(254));
        assertEquals(Map.of(), Options.NONE.values());
    }

    @Test
    void theOrderMakesNoDifference() {
        Options there = Options.NONE.with(53, ONE).with(12, TWO);
        Options back = Options.NONE.with(12, TWO).with(53, ONE);
        assertEquals(there, back);
        assertEquals(there.hashCode(), back.hashCode());
        assertNotEquals(there, there.with(12, ONE));
        assertNotEquals(there, there.with(13, ONE));
    }

    @Test
    void nobodyChangesThemFromOutside() {
        Map<Integer, Octets> given = new LinkedHashMap<>(Map.of(53, ONE));
        Options options = new Options(given);
        given.put(12, TWO);
        assertEquals(Map.of(53, ONE), options.values());
        assertThrows(UnsupportedOperationException.class, () -> options.values().clear());
    }

    @Test
    void padAndEndAreNoOptions() {
        for (int code : new int[] {-1, 0, 255}) {
            assertThrows(IllegalArgumentException.class, () -> Options.NONE.with(code, ONE));
            assertThrows(IllegalArgumentException.class, () -> new Options(Map.of(code, ONE)));
        }
    }
}
