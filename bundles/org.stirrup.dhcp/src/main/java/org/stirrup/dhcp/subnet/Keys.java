package org.stirrup.dhcp.subnet;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reading of single values, and of keys themselves. */
final class Keys {
    private Keys() {}

    /** @throws IllegalArgumentException when it is neither true nor false */
    static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    /** @throws IllegalArgumentException when it is no number of seconds from 1 to 2^32 - 2 */
    static Duration seconds(String text) {
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) < 1 || Long.parseLong(text) >= 0xffff_ffffL) {
            throw new IllegalArgumentException("'" + text + "' is not a number of seconds from 1 to 4294967294");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    /** A key nobody reads is most often a slip of the pen, and its writer believes that it works. */
    static void complainOfOthers(Written written, Collection<String> known, Complaints complaints) {
        Set<String> others = new TreeSet<>(written.values().keySet());
        others.removeAll(known);
        for (String other : others) {
            complaints.warning(
                    other,
                    written.one(other).orElse(""),
                    "there is no such key, it is ignored",
                    "the keys are " + String.join(", ", new TreeSet<>(known)));
        }
    }
}
