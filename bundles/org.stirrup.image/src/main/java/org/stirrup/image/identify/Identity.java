package org.stirrup.image.identify;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.stirrup.api.image.Image;

/**
 * What an image is.
 *
 * @param facts name, version, arch and whatever else the rule found; a fact that was not found is absent
 * @param memory bytes that a machine needs
 * @param evidence what said so, a line each
 */
public record Identity(
        Rule rule,
        Map<String, String> facts,
        Starts starts,
        Image.Confidence confidence,
        OptionalLong memory,
        List<String> evidence) {
    /** More than any menu shows in a line. */
    private static final int LONGEST_TITLE = 100;

    public Identity {
        facts = Map.copyOf(facts);
        evidence = List.copyOf(evidence);
    }

    public String version() {
        return facts.getOrDefault("version", "");
    }

    public String architecture() {
        return facts.getOrDefault("arch", "");
    }

    /** For people: {@code CentOS 7 x86_64}. */
    public String title() {
        String title = Placeholders.fill(rule.title(), facts)
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
        return title.substring(0, Math.min(title.length(), LONGEST_TITLE));
    }

    /** Whether machines fetch the image as one file. */
    public boolean isFetchedWhole() {
        return starts.disk().filter(disk -> disk.isRoot()).isPresent()
                || Stream.of(rule.words().arguments(), rule.words().unattended())
                        .flatMap(List::stream)
                        .anyMatch(word -> word.contains("{iso}"));
    }
}
