package org.stirrup.image.identify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules in their order. */
public record RuleBook(List<Rule> rules) {
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
            "protocols",
            "answers",
            "arguments",
            "unattended",
            "rescue",
            "note",
            "warning");

    public RuleBook {
        rules = List.copyOf(rules);
    }

    /** The rules that come with this bundle. */
    public static RuleBook bundled() {
        try (InputStream in = RuleBook.class.getResourceAsStream("installers.rules");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return parse(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException naming the line that is wrong */
    public static RuleBook parse(List<String> lines) {
        Map<String, Map<String, List<String>>> stanzas = new LinkedHashMap<>();
        Map<String, List<String>> inherited = Map.of();
        Map<String, List<String>> stanza = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            var heading = HEADING.matcher(line);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            } else if (heading.matches()) {
                inherited = heading.group(2) == null ? Map.of() : stanzas.get(heading.group(2));
                stanza = inherited == null ? null : new LinkedHashMap<>();
                if (stanza == null || stanzas.put(heading.group(1), stanza) != null) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": unknown or double name: " + line);
                }
                stanza.putAll(inherited);
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
        return new RuleBook(stanzas.entrySet().stream()
                .map(each -> rule(each.getKey(), each.getValue()))
                .toList());
    }

    private static Rule rule(String family, Map<String, List<String>> keys) {
        return new Rule(
                family,
                words(keys, "has"),
                words(keys, "any"),
                words(keys, "lacks"),
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
                words(keys, "kernel"),
                keys.getOrDefault("initrd", List.of()).stream()
                        .map(line -> List.of(line.split("\\s+")))
                        .toList(),
                words(keys, "protocols"),
                one(keys, "answers"),
                words(keys, "arguments"),
                words(keys, "unattended"),
                words(keys, "rescue"),
                one(keys, "note"),
                one(keys, "warning").map(RuleBook::warning));
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
