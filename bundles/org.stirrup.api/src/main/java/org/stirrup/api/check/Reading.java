package org.stirrup.api.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A configuration as it was read: all that is wrong is said at once, and with anything wrong nothing of it is taken.
 *
 * @param settings what it means; empty when anything is wrong
 * @param findings what is wrong
 */
public record Reading<S>(Optional<S> settings, List<Finding> findings) {
    public Reading {
        findings = List.copyOf(findings);
    }

    /** Gathers what is wrong while a configuration is read. */
    public static final class Complaints {
        private final String source;
        private final List<Finding> findings = new ArrayList<>();

        /**
         * @param properties of the component
         * @param pid named when the configuration came from no file
         */
        public Complaints(Map<String, ?> properties, String pid) {
            source = Finding.sourceOf(properties, pid);
        }

        /** The value is not taken. @param because "not a number" @param remedy "write a whole number such as 30" */
        public void refuse(String key, Object value, String because, String remedy) {
            findings.add(new Finding(
                    Finding.Severity.ERROR,
                    source,
                    key + "=" + value + ": " + because + "; what was in force stays",
                    remedy));
        }

        /** One of a few words, without the blanks around it. @param because said of any other: "no such build" */
        public String choice(String key, String written, String because, List<String> words) {
            String word = written.strip();
            if (!words.contains(word)) {
                refuse(key, word, because, "write " + String.join(" or ", words));
            }
            return word;
        }

        /** What a parser makes of it. @param otherwise taken where the parser refuses, so that reading can go on */
        public <T> T parsed(String key, Supplier<T> parser, String written, T otherwise, String remedy) {
            try {
                return parser.get();
            } catch (IllegalArgumentException e) {
                refuse(key, written, e.getMessage(), remedy);
                return otherwise;
            }
        }

        /** A service ranking, which comes as text from a file of {@code etc/}. */
        public void number(String key, Object written) {
            if (!written.toString().strip().matches("[+-]?\\d{1,9}")) {
                refuse(key, written, "not a number", "write a whole number such as 30");
            }
        }

        /** The outcome. @param settings asked only when nothing is wrong */
        public <S> Reading<S> reading(Supplier<S> settings) {
            return findings.isEmpty()
                    ? new Reading<>(Optional.of(settings.get()), List.of())
                    : new Reading<>(Optional.empty(), findings);
        }
    }
}
