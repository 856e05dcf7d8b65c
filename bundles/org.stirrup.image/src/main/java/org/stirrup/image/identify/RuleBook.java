package org.stirrup.image.identify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stirrup.api.boot.Architecture.Platform;

/**
 * Rules in their order.
 *
 * @param stanzas what each rule says, by its name: key to values
 */
public record RuleBook(List<Rule> rules, Map<String, Map<String, List<String>>> stanzas) {
    private static final Pattern HEADING = Pattern.compile("\\[\\s*([a-z0-9-]+)\\s*(?::\\s*([a-z0-9-]+)\\s*)?]");
    private static final Set<String> KEYS = Set.of(
            "has",
            "any",
            "lacks",
            "fact",
            "short",
            "when",
            "title",
            "verb",
            "kernel",
            "initrd",
            "own-initrd",
            "inside",
            "program",
            "disk",
            "windows",
            "largest",
            "bios",
            "memory",
            "guess",
            "protocols",
            "answers",
            "arguments",
            "unattended",
            "rescue",
            "note",
            "warning");

    public RuleBook {
        rules = List.copyOf(rules);
        stanzas = Map.copyOf(stanzas);
    }

    /** The rules that come with this bundle. */
    public static RuleBook bundled() {
        try (InputStream in = RuleBook.class.getResourceAsStream("installers.rules");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new RuleBook(List.of(), Map.of()).with(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * With further rules, which come before these and may be copies of them.
     *
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public RuleBook with(List<String> lines) {
        Map<String, Map<String, List<String>>> own = new LinkedHashMap<>();
        Map<String, List<String>> inherited = Map.of();
        Map<String, List<String>> stanza = null;
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            var heading = HEADING.matcher(line);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            } else if (heading.matches()) {
                String name = heading.group(1);
                String other = heading.group(2);
                inherited = other == null ? Map.of() : own.getOrDefault(other, stanzas.get(other));
                stanza = inherited == null ? null : new LinkedHashMap<>(inherited);
                if (stanza == null || own.put(name, stanza) != null) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": unknown or double name: " + line);
                }
                places.put(name, i + 1);
                continue;
            }
            String[] parts = line.split("\\s+", 2);
            if (stanza == null || parts.length < 2 || !KEYS.contains(parts[0])) {
                throw new IllegalArgumentException("line " + (i + 1) + ": unknown key: " + line);
            }
            List<String> values = stanza.get(parts[0]);
            if (values == null || values == inherited.get(parts[0])) {
                values = new ArrayList<>();
                stanza.put(parts[0], values);
            }
            values.add(parts[1]);
        }
        List<Rule> all = new ArrayList<>();
        own.forEach((name, keys) -> all.add(rule(name, keys, places.get(name))));
        all.addAll(rules);
        Map<String, Map<String, List<String>>> known = new HashMap<>(stanzas);
        known.putAll(own);
        return new RuleBook(all, known);
    }

    private static Rule rule(String family, Map<String, List<String>> keys, int line) {
        try {
            return rule(family, keys);
        } catch (RuntimeException e) {
            // Of expressions, sizes and lines with too few words.
            throw new IllegalArgumentException("line " + line + ": [" + family + "]: " + e.getMessage(), e);
        }
    }

    private static Rule rule(String family, Map<String, List<String>> keys) {
        return new Rule(
                family,
                new Rule.Marks(
                        words(keys, "has"),
                        words(keys, "any"),
                        words(keys, "lacks"),
                        one(keys, "largest")
                                .map(Sizes::bytes)
                                .map(OptionalLong::of)
                                .orElse(OptionalLong.empty()),
                        keys.containsKey("bios")),
                keys.getOrDefault("fact", List.of()).stream()
                        .map(line -> line.split("\\s+", 3))
                        .map(parts -> new Rule.Fact(parts[0], parts[1], Pattern.compile(parts[2])))
                        .toList(),
                keys.getOrDefault("short", List.of()).stream()
                        .map(line -> line.split("\\s*=\\s*", 2))
                        .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0])),
                keys.getOrDefault("when", List.of()).stream()
                        .map(line -> line.split("\\s+", 2))
                        .collect(Collectors.toMap(parts -> parts[0], parts -> Pattern.compile(parts[1]))),
                one(keys, "title").orElse("{name} {version} {arch}"),
                one(keys, "verb").orElse("Install"),
                files(keys),
                new Rule.Words(
                        words(keys, "protocols"),
                        one(keys, "answers"),
                        words(keys, "arguments"),
                        words(keys, "unattended"),
                        words(keys, "rescue")),
                memory(keys),
                keys.containsKey("guess"),
                one(keys, "note"),
                one(keys, "warning").map(RuleBook::warning));
    }

    private static Rule.Files files(Map<String, List<String>> keys) {
        return new Rule.Files(
                words(keys, "kernel"),
                lists(keys, "initrd"),
                one(keys, "inside"),
                lists(keys, "program").stream()
                        .collect(Collectors.toMap(
                                words -> platform(words.get(0)), words -> words.subList(1, words.size()))),
                words(keys, "disk"),
                lists(keys, "windows").stream()
                        .collect(Collectors.toMap(
                                words -> words.get(0),
                                words -> words.subList(1, words.size()),
                                (one, other) -> other,
                                LinkedHashMap::new)),
                keys.containsKey("own-initrd"));
    }

    private static Platform platform(String word) {
        return Stream.of(Platform.values())
                .filter(platform ->
                        platform.name().equals(word.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("program " + word + ": no such firmware"));
    }

    private static List<String> memory(Map<String, List<String>> keys) {
        List<String> words = words(keys, "memory");
        words.stream().filter(word -> !word.startsWith("+")).forEach(Sizes::bytes); // complains of what is no size
        return words;
    }

    private static List<List<String>> lists(Map<String, List<String>> keys, String key) {
        return keys.getOrDefault(key, List.of()).stream()
                .map(line -> List.of(line.split("\\s+")))
                .toList();
    }

    private static Rule.Warning warning(String line) {
        String[] parts = line.split("\\s*[|]\\s*", 2);
        return new Rule.Warning(parts[0], parts.length < 2 ? "" : parts[1]);
    }

    private static Optional<String> one(Map<String, List<String>> keys, String key) {
        return keys.getOrDefault(key, List.of()).stream().findFirst();
    }

    private static List<String> words(Map<String, List<String>> keys, String key) {
        return keys.getOrDefault(key, List.of()).stream()
                .flatMap(line -> Pattern.compile("\\s+").splitAsStream(line))
                .toList();
    }
}
