package org.stirrup.image.identify;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {name} in a rule's text. */
public final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

    private Placeholders() {}

    /** With the value of each, and nothing where there is none. */
    public static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }

    /** Whether every placeholder of a text has a value. */
    public static boolean canFill(String text, Map<String, String> values) {
        return PLACEHOLDER.matcher(text).results().allMatch(found -> values.containsKey(found.group(1)));
    }
}
