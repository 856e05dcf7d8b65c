package org.stirrup.dhcp.subnet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.stirrup.api.check.Finding;

/**
 * A configuration as a person wrote it, not yet understood.
 *
 * @param source file it stands in, or its PID
 * @param values key to what stands there; several where the format has lists
 */
public record Written(String source, Map<String, List<String>> values) {
    public Written {
        values = Map.copyOf(values);
    }

    /**
     * Takes the keys that are known out of a component's properties.
     *
     * @param properties of the component, for the file's name and for keys nobody knows
     * @param known key to value as the configuration's type gave it
     */
    public static Written of(Map<String, ?> properties, String pid, Map<String, String[]> known) {
        Map<String, List<String>> values = new TreeMap<>();
        known.forEach((key, value) -> values.put(key, List.of(value)));
        properties.keySet().stream()
                .filter(key -> !known.containsKey(key) && !isFrameworks(key))
                .forEach(key -> values.put(key, List.of(String.valueOf(properties.get(key)))));
        return new Written(Finding.sourceOf(properties, pid), values);
    }

    private static boolean isFrameworks(String key) {
        return Stream.of("service.", "component.", "felix.", "osgi.", "objectClass", "webconsole.", ".", "event.")
                .anyMatch(prefix -> key.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT)));
    }

    /** What stands at a key; empty when nothing or only blanks do. */
    public Optional<String> one(String key) {
        return Optional.of(String.join(",", values.getOrDefault(key, List.of())).strip())
                .filter(text -> !text.isEmpty());
    }

    /** The items of a list, however it was written. @param delimiter a regular expression */
    public List<String> many(String key, String delimiter) {
        return values.getOrDefault(key, List.of()).stream()
                .flatMap(text -> Arrays.stream(text.split(delimiter)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Reads what stands at a key, if anything, and complains when it cannot be read. */
    public <T> Optional<T> read(String key, Function<String, T> reader, Complaints complaints, String remedy) {
        return one(key).flatMap(text -> {
            try {
                return Optional.of(reader.apply(text));
            } catch (IllegalArgumentException e) {
                complaints.error(key, text, e.getMessage(), remedy);
                return Optional.empty();
            }
        });
    }

    /** Reads each item of a list and complains of those that cannot be read. */
    public <T> List<T> readMany(
            String key, String delimiter, Function<String, T> reader, Complaints complaints, String remedy) {
        return many(key, delimiter).stream()
                .flatMap(text -> {
                    try {
                        return Stream.of(reader.apply(text));
                    } catch (IllegalArgumentException e) {
                        complaints.error(key, text, e.getMessage(), remedy);
                        return Stream.empty();
                    }
                })
                .toList();
    }
}
