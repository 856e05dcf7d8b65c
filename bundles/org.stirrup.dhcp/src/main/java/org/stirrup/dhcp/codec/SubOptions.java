package org.stirrup.dhcp.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Options within an option: code, length, value, as option 82 has them (RFC 3046, section 2.0). */
public final class SubOptions {
    private SubOptions() {}

    /** Code to value; pieces of the same code are joined. Empty when a length leads out of the option. */
    public static Optional<Map<Integer, Octets>> read(Octets value) {
        Map<Integer, Octets> all = new LinkedHashMap<>();
        int at = 0;
        while (at < value.length()) {
            if (at + 2 > value.length() || at + 2 + value.at(at + 1) > value.length()) {
                return Optional.empty();
            }
            int end = at + 2 + value.at(at + 1);
            all.merge(value.at(at), value.slice(at + 2, end), Octets::then);
            at = end;
        }
        return Optional.of(all);
    }
}
