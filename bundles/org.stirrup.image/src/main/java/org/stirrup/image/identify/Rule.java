package org.stirrup.image.identify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How one kind of installer image is recognised and booted; {@code installers.rules} explains every key.
 *
 * @param family the rule's name
 * @param unattended kernel arguments in place of the others where there is an answer file; empty for the others
 * @param rescue kernel arguments that mend a system; empty when the image cannot
 * @param shortNames long name to the short one that is used
 */
public record Rule(
        String family,
        List<String> has,
        List<String> any,
        List<String> lacks,
        List<Fact> facts,
        Map<String, String> shortNames,
        Map<String, Pattern> when,
        String title,
        String verb,
        List<String> kernels,
        List<List<String>> initrds,
        List<String> protocols,
        Optional<String> answers,
        List<String> arguments,
        List<String> unattended,
        List<String> rescue,
        Optional<String> note,
        Optional<Warning> warning) {

    /**
     * Where a fact comes from.
     *
     * @param name of the fact
     * @param source see {@code installers.rules}
     * @param pattern group 1 or all of what it finds is the fact
     */
    public record Fact(String name, String source, Pattern pattern) {}

    /** What will not work, and what helps. */
    public record Warning(String what, String remedy) {}

    public Rule {
        has = List.copyOf(has);
        any = List.copyOf(any);
        lacks = List.copyOf(lacks);
        facts = List.copyOf(facts);
        shortNames = Map.copyOf(shortNames);
        when = Map.copyOf(when);
        kernels = List.copyOf(kernels);
        initrds = List.copyOf(initrds);
        protocols = List.copyOf(protocols);
        arguments = List.copyOf(arguments);
        unattended = List.copyOf(unattended);
        rescue = List.copyOf(rescue);
    }
}
