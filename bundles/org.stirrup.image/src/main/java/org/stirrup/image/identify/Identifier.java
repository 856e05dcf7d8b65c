package org.stirrup.image.identify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.image.Image;

/** Recognises an image by what is in it; its file name says nothing. */
public final class Identifier {
    /**
     * An image as a whole.
     *
     * @param bytes its size
     * @param bios whether the BIOS of a machine starts it as a disc
     */
    public record Medium(long bytes, boolean bios) {}

    /** Stands for the image itself among the choices of a disk. */
    private static final String WHOLE = "iso";

    private final RuleBook book;

    public Identifier(RuleBook book) {
        this.book = book;
    }

    /**
     * @param volume the volume's label
     * @param tree what the image holds
     * @param image its size, and how firmware starts it
     * @return empty when no rule fits
     * @throws IOException when a file that a rule looks at cannot be read
     */
    public Optional<Identity> identify(String volume, Repository tree, Medium image) throws IOException {
        ImageContents contents = new ImageContents(volume, tree, image);
        for (Rule rule : book.rules()) {
            Optional<Identity> identity = fit(rule, contents);
            if (identity.isPresent()) {
                return identity;
            }
        }
        return Optional.empty();
    }

    private static Optional<Identity> fit(Rule rule, ImageContents contents) throws IOException {
        List<String> evidence = new ArrayList<>();
        if (!bears(rule.marks(), contents, evidence)) {
            return Optional.empty();
        }
        Set<String> labelled = new HashSet<>();
        Map<String, String> facts = facts(rule, contents, evidence, labelled);
        boolean meant = rule.when().entrySet().stream().allMatch(when -> when.getValue()
                .matcher(facts.getOrDefault(when.getKey(), ""))
                .matches());
        Optional<Starts> starts = meant ? starts(rule.files(), facts, contents) : Optional.empty();
        if (starts.isEmpty()) {
            return Optional.empty();
        }
        evidence.add("rule " + rule.family() + ": " + starts.get().described());
        rule.note().ifPresent(evidence::add);
        return Optional.of(new Identity(
                rule,
                facts,
                starts.get(),
                confidence(rule, facts, labelled),
                contents.memory(rule.memory()),
                evidence));
    }

    private static boolean bears(Rule.Marks marks, ImageContents contents, List<String> evidence) throws IOException {
        Optional<String> any = Optional.empty();
        for (String path : marks.any()) {
            any = any.isEmpty() && contents.has(path) ? Optional.of(path) : any;
        }
        if (any.isEmpty() && !marks.any().isEmpty()) {
            return false;
        }
        for (String path : marks.has()) {
            if (!contents.has(path)) {
                return false;
            }
        }
        for (String path : marks.lacks()) {
            if (contents.has(path)) {
                return false;
            }
        }
        Medium image = contents.image();
        if (image.bytes() > marks.largest().orElse(Long.MAX_VALUE) || (marks.bios() && !image.bios())) {
            return false;
        }
        marks.has().forEach(path -> evidence.add("/" + path + " is there"));
        any.map(path -> "/" + path + " is there").ifPresent(evidence::add);
        if (marks.bios()) {
            evidence.add("its boot catalogue has an entry for BIOS machines");
        }
        return true;
    }

    /** A label is written by whoever pressed the image, often with less care than the files in it. */
    private static Image.Confidence confidence(Rule rule, Map<String, String> facts, Set<String> labelled) {
        if (rule.guess()) {
            return Image.Confidence.GUESSED;
        }
        boolean written =
                Stream.of("name", "version").allMatch(fact -> facts.containsKey(fact) && !labelled.contains(fact));
        return written ? Image.Confidence.CERTAIN : Image.Confidence.LIKELY;
    }

    /** Empty when a file is missing that an image of this kind has. */
    private static Optional<Starts> starts(Rule.Files files, Map<String, String> facts, ImageContents contents)
            throws IOException {
        Optional<Starts.Kernel> kernel = kernel(files, facts, contents);
        if (kernel.isEmpty() && !files.kernels().isEmpty()) {
            return Optional.empty();
        }
        Map<Platform, ResourcePath> programs = new EnumMap<>(Platform.class);
        for (Map.Entry<Platform, List<String>> program : files.programs().entrySet()) {
            first(program.getValue(), facts, contents).ifPresent(file -> programs.put(program.getKey(), file));
        }
        Map<String, ResourcePath> windows = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> named : files.windows().entrySet()) {
            Optional<ResourcePath> file = first(named.getValue(), facts, contents);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            windows.put(named.getKey(), file.get());
        }
        Optional<ResourcePath> disk =
                files.disks().contains(WHOLE) ? Optional.of(ResourcePath.ROOT) : first(files.disks(), facts, contents);
        return Optional.of(new Starts(kernel, programs, disk, windows));
    }

    private static Optional<Starts.Kernel> kernel(Rule.Files files, Map<String, String> facts, ImageContents contents)
            throws IOException {
        Optional<ResourcePath> kernel = first(files.kernels(), facts, contents);
        if (kernel.isEmpty()) {
            return Optional.empty();
        }
        facts.put("folder", kernel.get().parent().text());
        String name = kernel.get().name();
        facts.put("flavour", name.substring(name.indexOf('-') + 1));
        List<ResourcePath> initrds = new ArrayList<>();
        for (List<String> choices : files.initrds()) {
            Optional<ResourcePath> initrd = first(choices, facts, contents);
            if (initrd.isEmpty()) {
                return Optional.empty();
            }
            initrds.add(initrd.get());
        }
        return Optional.of(new Starts.Kernel(kernel.get(), initrds, files.inside()));
    }

    /** @param labelled is told the facts that the volume's label alone says */
    private static Map<String, String> facts(
            Rule rule, ImageContents contents, List<String> evidence, Set<String> labelled) throws IOException {
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
                if (source.equals(ImageContents.VOLUME)) {
                    labelled.add(fact.name());
                }
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
        return (source.equals(ImageContents.VOLUME) ? "volume label" : "/" + source) + ": " + fact + " = " + value;
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
