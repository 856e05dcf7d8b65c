package org.stirrup.launcher.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stirrup.launcher.home.Home;

/**
 * What of a home is its state, in parts that are put in the place of each other as a whole: the rooms that a person fills,
 * and each thing in {@code data} but what is made again by itself.
 */
public final class StatePaths {
    private static final List<String> ROOMS = List.of("etc", "features", "deploy");

    /** In {@code data}: the framework's cache, programs that are made, locks, and mirrors, which are asked for by name. */
    private static final Set<String> MADE_AGAIN =
            Set.of("framework", "framework.of", "tmp", "grub", "lock", "control.sock", "mirror", "rehearsal");

    private static final int DEEPEST = 32;

    private StatePaths() {}

    /** What else is taken along. */
    public enum Extra {
        /** What mirrors have fetched: {@code --cache}. */
        CACHE("data/mirror"),
        /** The user's own content tree: {@code --files}. */
        FILES("files");

        private final String part;

        Extra(String part) {
            this.part = part;
        }

        String part() {
            return part;
        }
    }

    /** The parts that are there, relative to the home. */
    static List<String> parts(Home home, Set<Extra> extras) throws IOException {
        List<String> parts = new ArrayList<>(ROOMS);
        if (Files.isDirectory(home.data())) {
            try (Stream<Path> all = Files.list(home.data())) {
                all.map(path -> path.getFileName().toString())
                        .filter(name -> !MADE_AGAIN.contains(name) && !name.endsWith(".new"))
                        .sorted()
                        .forEach(name -> parts.add("data/" + name));
            }
        }
        extras.forEach(extra -> parts.add(extra.part()));
        return parts.stream()
                .filter(part -> Files.exists(home.folder().resolve(part)))
                .toList();
    }

    /**
     * The part that a file of an archive is of.
     *
     * @return empty for a name that none has, or that would lead elsewhere
     */
    static Optional<String> partOf(String name) {
        String[] words = name.split("/", -1);
        boolean clean = words.length >= 2
                && words.length <= DEEPEST
                && name.length() <= 4096
                && name.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\')
                && Stream.of(words).noneMatch(word -> word.isEmpty() || word.equals(".") || word.equals(".."));
        if (!clean) {
            return Optional.empty();
        }
        if (ROOMS.contains(words[0]) || words[0].equals(Extra.FILES.part())) {
            return Optional.of(words[0]);
        }
        boolean data = words[0].equals("data")
                && (!MADE_AGAIN.contains(words[1]) || (words.length > 2 && words[1].equals("mirror")));
        return data ? Optional.of("data/" + words[1]) : Optional.empty();
    }
}
