package org.stirrup.http.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Header fields of a request.
 *
 * @param byName values by name in small letters; those of a name that came several times are joined by commas (RFC 9110,
 *     section 5.3)
 */
public record Fields(Map<String, String> byName) {
    public Fields {
        byName = Map.copyOf(byName);
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether a field that is a list of words has this one, in whichever case. */
    public boolean lists(String name, String word) {
        return get(name)
                .map(value -> List.of(value.split(",")).stream()
                        .anyMatch(each -> each.strip().equalsIgnoreCase(word)))
                .orElse(false);
    }

    static final class Builder {
        private final Map<String, String> byName = new LinkedHashMap<>();
        private int count;

        /** @return whether it is the first of its name */
        boolean add(String name, String value) {
            count++;
            String key = name.toLowerCase(Locale.ROOT);
            return byName.merge(key, value, (a, b) -> a + ", " + b) == value;
        }

        int count() {
            return count;
        }

        Fields build() {
            return new Fields(byName);
        }
    }
}
