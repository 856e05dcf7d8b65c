package org.stirrup.image.identify;

import java.util.List;
import java.util.Map;
import org.stirrup.api.content.ResourcePath;

/**
 * What an image is.
 *
 * @param facts name, version, arch and whatever else the rule found; a fact that was not found is absent
 * @param kernel path in the image
 * @param initrds paths in the image
 * @param evidence what said so, a line each
 */
public record Identity(
        Rule rule, Map<String, String> facts, ResourcePath kernel, List<ResourcePath> initrds, List<String> evidence) {
    public Identity {
        facts = Map.copyOf(facts);
        initrds = List.copyOf(initrds);
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
        return Placeholders.fill(rule.title(), facts).strip().replaceAll("\\s+", " ");
    }

    /** Whether its installer fetches the image as one file. */
    public boolean isFetchedWhole() {
        return rule.arguments().stream().anyMatch(word -> word.contains("{iso}"));
    }
}
