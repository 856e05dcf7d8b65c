package org.stirrup.image.identify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;

/** Recognises an image by what is in it; its file name says nothing. */
public final class Identifier {
    private final RuleBook book;

    public Identifier(RuleBook book) {
        this.book = book;
    }

    /**
     * @param volume the volume's label
     * @param tree what the image holds
     * @return empty when no rule fits
     * @throws IOException when a file that a rule looks at cannot be read
     */
    public Optional<Identity> identify(String volume, Repository tree) throws IOException {
        ImageContents contents = new ImageContents(volume, tree);
        for (Rule rule : book.rules()) {
            Optional<Identity> identity = fit(rule, contents);
            if (identity.isPresent()) {
                return identity;
            }
        }
        return Optional.empty();
    }

    private static Optional<Identity> fit(Rule rule, ImageContents contents) throws IOException {
        Optional<String> any = Optional.empty();
        for (String path : rule.any()) {
            any = any.isEmpty() && contents.has(path) ? Optional.of(path) : any;
        }
        if (any.isEmpty() && !rule.any().isEmpty()) {
            return Optional.empty();
        }
        for (String path : rule.has()) {
            if (!contents.has(path)) {
                return Optional.empty();
            }
        }
        for (String path : rule.lacks()) {
            if (contents.has(path)) {
                return Optional.empty();
            }
        }
        List<String> evidence = new ArrayList<>();
        rule.has().forEach(path -> evidence.add("/" + path + " is there"));
        any.map(path -> "/" + path + " is there").ifPresent(evidence::add);
        Map<String, String> facts = facts(rule, contents, evidence);
        boolean meant = rule.when().entrySet().stream().allMatch(when -> when.getValue()
                .matcher(facts.getOrDefault(when.getKey(), ""))
                .matches());
        Optional<ResourcePath> kernel = first(rule.kernels(), facts, contents);
        if (!meant || kernel.isEmpty()) {
            return Optional.empty();
        }
        facts.put("folder", kernel.get().parent().text());
        String name = kernel.get().name();
        facts.put("flavour", name.substring(name.indexOf('-') + 1));
        List<ResourcePath> initrds = new ArrayList<>();
        for (List<String> choices : rule.initrds()) {
            Optional<ResourcePath> initrd = first(choices, facts, contents);
            if (initrd.isEmpty()) {
                return Optional.empty();
            }
            initrds.add(initrd.get());
        }
        evidence.add("rule " + rule.family() + ": kernel " + kernel.get() + ", initrd " + initrds);
        rule.note().ifPresent(evidence::add);
        return Optional.of(new Identity(rule, facts, kernel.get(), initrds, evidence));
    }

    private static Map<String, String> facts(Rule rule, ImageContents contents, List<String> evidence)
            throws IOException {
        Map<String, String> facts = new HashMap<>();
        for (Rule.Fact fact : rule.facts()) {
            if (facts.containsKey(fact.name()) || !Placeholders.canFill(fact.source(), facts)) {
                continue;
            }
            String source = Placeholders.fill(fact.source(), facts);
            Matcher found = fact.pattern().matcher(contents.text(source).orElse(""));
            if (found.find()) {
                String value = found.group(Math.min(1, found.groupCount())).strip();
                facts.put(fact.name(), value);
                evidence.add(evidence(source, fact.name(), value));
            }
        }
        facts.computeIfPresent("name", (key, name) -> rule.shortNames().getOrDefault(name, name));
        return facts;
    }

    private static String evidence(String source, String fact, String value) {
        int hash = source.indexOf('#');
        int dot = source.lastIndexOf('.');
        if (hash >= 0) {
            return "/" + source.substring(0, hash) + ": [" + source.substring(hash + 1, dot) + "] "
                    + source.substring(dot + 1) + " = " + value;
        }
        return (source.equals("volume") ? "volume label" : "/" + source) + ": " + fact + " = " + value;
    }

    private static Optional<ResourcePath> first(List<String> choices, Map<String, String> facts, ImageContents contents)
            throws IOException {
        for (String choice : choices) {
            if (Placeholders.canFill(choice, facts)) {
                Optional<ResourcePath> file = contents.file(Placeholders.fill(choice, facts));
                if (file.isPresent()) {
                    return file;
                }
            }
        }
        return Optional.empty();
    }
}
