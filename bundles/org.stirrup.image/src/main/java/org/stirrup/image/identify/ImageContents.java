package org.stirrup.image.identify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/** An image as the rules look at it: what stands where, and the text of small files. */
final class ImageContents {
    /** Longest part of a file that is looked at, in bytes. */
    private static final int MOST_TEXT = 65_536;

    /** Among the sources of facts, the volume's label. */
    static final String VOLUME = "volume";

    private static final Pattern BLANK = Pattern.compile("\\s");

    private final String volume;
    private final Repository tree;
    private final Identifier.Medium image;
    private final Map<String, Optional<String>> texts = new HashMap<>();

    ImageContents(String volume, Repository tree, Identifier.Medium image) {
        this.volume = volume;
        this.tree = tree;
        this.image = image;
    }

    Identifier.Medium image() {
        return image;
    }

    /**
     * How much memory a machine needs, in bytes.
     *
     * @param words as {@code installers.rules} has them
     * @return empty where a rule says nothing, or names a file that is not there
     */
    OptionalLong memory(List<String> words) throws IOException {
        long sum = 0;
        for (String word : words) {
            if (!word.startsWith("+")) {
                sum += Sizes.bytes(word);
            } else if (word.equals("+iso")) {
                sum += image.bytes();
            } else if (find(ResourcePath.of(word.substring(1))) instanceof Lookup.Found found) {
                sum += found.resource().size();
            } else {
                return OptionalLong.empty();
            }
        }
        return words.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    boolean has(String path) throws IOException {
        Lookup lookup = find(ResourcePath.of(path));
        return lookup instanceof Lookup.Found || lookup instanceof Lookup.Folder;
    }

    /** What cannot be read is not taken as absent: the image has a fault there. */
    private Lookup find(ResourcePath path) throws IOException {
        Lookup lookup = tree.find(path);
        if (lookup instanceof Lookup.Failed failed) {
            throw new IOException(failed.because());
        }
        return lookup;
    }

    /**
     * The file that a path names, whose last segment may hold stars; of several the last by name. One with a blank in
     * its name is none: boot menus separate words by blanks.
     */
    Optional<ResourcePath> file(String path) throws IOException {
        ResourcePath asked;
        try {
            asked = ResourcePath.of(path);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // an image's own text names a path that no tree can hold
        }
        if (asked.isRoot() || BLANK.matcher(path).find()) {
            return Optional.empty();
        }
        if (asked.name().contains("*")) {
            String pattern = "\\Q" + asked.name().replace("*", "\\E.*\\Q") + "\\E";
            return tree.list(asked.parent()).stream()
                    .filter(entry -> !entry.folder())
                    .map(ContentEntry::name)
                    .filter(name ->
                            name.matches(pattern) && !BLANK.matcher(name).find())
                    .max(String::compareTo)
                    .map(asked.parent()::resolve);
        }
        return find(asked) instanceof Lookup.Found ? Optional.of(asked) : Optional.empty();
    }

    /** The text of a source as {@code installers.rules} writes it. */
    Optional<String> text(String source) throws IOException {
        if (source.equals(VOLUME)) {
            return Optional.of(volume);
        }
        int hash = source.indexOf('#');
        Optional<String> text = fileText(hash < 0 ? source : source.substring(0, hash));
        return hash < 0 ? text : text.flatMap(ini -> value(ini, source.substring(hash + 1)));
    }

    private Optional<String> fileText(String path) throws IOException {
        Optional<String> known = texts.get(path);
        if (known != null) {
            return known;
        }
        Optional<String> text = Optional.empty();
        if (find(ResourcePath.of(path)) instanceof Lookup.Found found) {
            try (InputStream in = Resource.stream(found.resource().open(), 0)) {
                text = Optional.of(new String(in.readNBytes(MOST_TEXT), StandardCharsets.UTF_8).replace("\r", ""));
            }
        }
        texts.put(path, text);
        return text;
    }

    /** @param place section, dot, key */
    private static Optional<String> value(String ini, String place) {
        int dot = place.lastIndexOf('.');
        String section = "";
        for (String line : ini.lines().map(String::strip).toList()) {
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1);
            } else if (equals > 0
                    && section.equals(place.substring(0, dot))
                    && line.substring(0, equals).strip().equals(place.substring(dot + 1))) {
                return Optional.of(line.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }
}
