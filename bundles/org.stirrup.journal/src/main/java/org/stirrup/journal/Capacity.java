package org.stirrup.journal;

import java.util.Map;
import java.util.Optional;
import org.stirrup.api.check.Finding;

/** The number of lines as written in the configuration. */
final class Capacity {
    private static final int LEAST = 100;
    private static final int MOST = 1_000_000;

    private Capacity() {}

    static Optional<Integer> parse(String written) {
        try {
            int lines = Integer.parseInt(written.strip());
            return lines < LEAST || lines > MOST ? Optional.empty() : Optional.of(lines);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Finding refuse(String written, Map<String, Object> properties) {
        return new Finding(
                Finding.Severity.ERROR,
                Finding.sourceOf(properties, "org.stirrup.journal"),
                "lines=" + written + ": not a number from " + LEAST + " to " + MOST + "; what was in force stays",
                "give a number such as 20000");
    }
}
