package org.stirrup.repository.mirror.cache;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.stirrup.api.content.ResourcePath;

/**
 * What is known of a file that is kept.
 *
 * @param path of it, below the upstream's base
 * @param size in bytes
 * @param modified what the upstream said, or when it came
 * @param tag ETag that the upstream said
 * @param sha256 of its bytes, in lower-case hex
 * @param verified whether an index says the same
 * @param checked when the upstream last said that it is this one
 */
public record Entry(
        ResourcePath path,
        long size,
        Instant modified,
        Optional<String> tag,
        String sha256,
        boolean verified,
        Instant checked) {

    Entry checkedAt(Instant now) {
        return new Entry(path, size, modified, tag, sha256, verified, now);
    }

    String text() {
        Properties fields = new Properties();
        fields.setProperty("path", path.text());
        fields.setProperty("size", Long.toString(size));
        fields.setProperty("modified", modified.toString());
        tag.ifPresent(it -> fields.setProperty("tag", it));
        fields.setProperty("sha256", sha256);
        fields.setProperty("verified", Boolean.toString(verified));
        fields.setProperty("checked", checked.toString());
        StringWriter text = new StringWriter();
        try {
            fields.store(text, null);
        } catch (IOException e) {
            throw new IllegalStateException("written to memory", e);
        }
        return text.toString();
    }

    /** Empty for what {@link #text} does not write. */
    static Optional<Entry> read(Path file) throws IOException {
        Properties fields = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            fields.load(reader);
            return Optional.of(new Entry(
                    new ResourcePath(fields.getProperty("path")),
                    Long.parseLong(fields.getProperty("size")),
                    Instant.parse(fields.getProperty("modified")),
                    Optional.ofNullable(fields.getProperty("tag")),
                    Objects.requireNonNull(fields.getProperty("sha256")),
                    Boolean.parseBoolean(fields.getProperty("verified")),
                    Instant.parse(fields.getProperty("checked"))));
        } catch (IllegalArgumentException | DateTimeException | NullPointerException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(text());
        }
    }
}
