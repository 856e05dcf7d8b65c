package org.stirrup.image.identify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stirrup.api.check.Finding;
import org.stirrup.api.image.ImageRules;

/**
 * All rules that are in force: the administrator's files {@code *.rules} in order of name, then what bundles bring, then
 * the bundled ones. A file with a mistake counts for nothing as a whole: half of it might take an image for another.
 */
public final class RuleSources {
    private static final String ENDING = ".rules";
    private static final String REMEDY =
            "mend it; the manual's page about images explains every key. It is read again by" + " itself";

    private final Path folder;
    private List<Source> before = List.of();
    private volatile List<Finding> unreadable = List.of();
    private volatile List<Finding> mistakes = List.of();

    private record Source(String name, List<String> lines) {}

    /** @param folder of the administrator's own; need not exist */
    public RuleSources(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks again. Called by one thread at a time.
     *
     * @param brought by bundles, the first to count first
     * @return empty when nothing changed since the last look
     */
    public Optional<RuleBook> look(List<ImageRules> brought) {
        List<Finding> unread = new ArrayList<>();
        List<Source> now = new ArrayList<>(own(unread));
        for (ImageRules rules : brought) {
            now.add(new Source(rules.name(), List.copyOf(rules.lines())));
        }
        unreadable = List.copyOf(unread);
        if (now.equals(before)) {
            return Optional.empty();
        }
        before = now;
        List<Finding> wrong = new ArrayList<>();
        RuleBook book = book(now, wrong);
        mistakes = List.copyOf(wrong);
        return Optional.of(book);
    }

    private static RuleBook book(List<Source> sources, List<Finding> wrong) {
        RuleBook book = RuleBook.bundled();
        for (int i = sources.size() - 1; i >= 0; i--) { // the last to be added is the first to count
            Source source = sources.get(i);
            try {
                book = book.with(source.lines());
            } catch (IllegalArgumentException e) {
                wrong.add(new Finding(
                        Finding.Severity.ERROR, source.name(), e.getMessage() + "; none of its rules counts", REMEDY));
            }
        }
        return book;
    }

    private List<Source> own(List<Finding> wrong) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Source> own = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(it -> it.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                own.add(new Source(file.toString(), Files.readAllLines(file, StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            wrong.add(new Finding(Finding.Severity.ERROR, folder.toString(), "cannot be read: " + e, REMEDY));
        }
        return own;
    }

    /** What is wrong with them. */
    public List<Finding> findings() {
        return Stream.concat(unreadable.stream(), mistakes.stream()).toList();
    }
}
