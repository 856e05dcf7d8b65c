package org.stirrup.console.audit;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;

/**
 * Who changed what through the console: {@code data/audit.log}, a JSON object a line, readable by the appliance alone.
 * When it has grown to {@link #LARGEST} it becomes {@code audit.log.1}, and the one before is given up.
 */
@Component(service = {AuditLog.class, SelfCheck.class})
public final class AuditLog implements SelfCheck {
    /** Attribute of a request: what it is about, in words. */
    public static final String WHAT = "stirrup.audit.what";

    /** Attribute of a request: why nothing came of it. */
    public static final String OUTCOME = "stirrup.audit.outcome";

    /** Attribute of a request that is a part of something that is logged as a whole; any value. */
    public static final String PART = "stirrup.audit.part";

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    /** Bytes. */
    private static final long LARGEST = 4_000_000;

    private static final int LONGEST = 500;

    private final Path file;
    private final long largest;
    private volatile Optional<Finding> trouble = Optional.empty();

    /**
     * Something that was done, or tried.
     *
     * @param from address it came from
     * @param outcome "done", or why not
     */
    public record Entry(Instant time, String user, String from, String what, String outcome) {}

    @Activate
    public AuditLog(BundleContext context) {
        this(
                Path.of(Optional.ofNullable(context.getProperty("stirrup.home")).orElse("."))
                        .toAbsolutePath()
                        .resolve("data/audit.log"),
                LARGEST);
    }

    AuditLog(Path file, long largest) {
        this.file = file;
        this.largest = largest;
    }

    /** Adds a line. One that cannot be written is in the log, and a finding says so until one could be. */
    synchronized void add(Entry entry) {
        String line = Json.createObjectBuilder()
                .add("time", entry.time().toString())
                .add("user", entry.user())
                .add("from", entry.from())
                .add("what", cut(entry.what()))
                .add("outcome", cut(entry.outcome()))
                .build()
                .toString();
        try {
            Files.createDirectories(file.getParent());
            if (Files.exists(file) && Files.size(file) > largest) {
                Files.move(file, former(), StandardCopyOption.REPLACE_EXISTING);
            }
            append(line + "\n");
            trouble = Optional.empty();
        } catch (IOException e) {
            LOG.error("{} cannot be written: {}; what was to be kept: {}", file, e.toString(), line);
            trouble = Optional.of(new Finding(
                    Finding.Severity.ERROR,
                    file.toString(),
                    "what is changed through the console cannot be kept: " + e,
                    "make the folder writable for the appliance, and look whether the disk is full"));
        }
    }

    /** The last entries, the latest first. A line that was cut off, as by a power failure, is left out. */
    public synchronized List<Entry> last(int count) throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        for (Path each : List.of(former(), file)) {
            try (BufferedReader reader = Files.newBufferedReader(each)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.addLast(line);
                    if (lines.size() > count) {
                        lines.removeFirst();
                    }
                }
            } catch (NoSuchFileException e) {
                LOG.trace("{} is not there", each); // nothing was changed yet, or not so much
            }
        }
        List<Entry> entries = new ArrayList<>();
        lines.forEach(line -> parse(line).ifPresent(entries::add));
        Collections.reverse(entries);
        return entries;
    }

    @Override
    public List<Finding> findings() {
        return trouble.map(List::of).orElse(List.of());
    }

    private Path former() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    private void append(String line) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
    }

    private static Optional<Entry> parse(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            JsonObject object = reader.readObject();
            return Optional.of(new Entry(
                    Instant.parse(object.getString("time")),
                    object.getString("user"),
                    object.getString("from"),
                    object.getString("what"),
                    object.getString("outcome")));
        } catch (JsonException | java.time.DateTimeException | NullPointerException | ClassCastException e) {
            LOG.debug("not an entry: {}", line, e);
            return Optional.empty();
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
