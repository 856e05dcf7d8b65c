package org.stirrup.repository.mirror.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.ResourcePath;

/**
 * Files in a folder, up to a size: the one that was not used for longest goes first. Each is two files, named by a hash of
 * its path: {@code .data}, and then {@code .meta} with its {@link Entry}, so that what a crash cut short is not taken for
 * whole. Whoever reads a file that goes reads it to its end. Safe for many threads.
 */
public final class Cache {
    private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

    private static final String DATA = ".data";
    private static final String META = ".meta";
    private static final String PART = ".part";

    /** When a file was used is noted on disk no more often. */
    private static final long NOTED_SECONDS = 60;

    private final Path folder;
    private final long limit;
    private final InstantSource clock;
    /** In the order of use, the one that was not used for longest first. */
    private final Map<ResourcePath, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);

    private final Map<ResourcePath, Instant> noted = new HashMap<>();
    private long total;
    private long reserved;

    /** @param limit of all files together, in bytes */
    public Cache(Path folder, long limit, InstantSource clock) throws IOException {
        this.folder = folder;
        this.limit = limit;
        this.clock = clock;
        Files.createDirectories(folder);
        load();
    }

    private void load() throws IOException {
        record Found(Entry entry, FileTime used) {}
        List<Found> found = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}[.](data|meta)|.*[.]part"))
                    .toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(PART)) {
                Files.delete(file);
            } else if (name.endsWith(META)) {
                Optional<Entry> entry = Entry.read(file)
                        .filter(it -> file.equals(meta(it.path())) && it.size() == sizeOf(data(it.path())));
                if (entry.isPresent()) {
                    found.add(new Found(entry.get(), Files.getLastModifiedTime(file)));
                } else {
                    LOG.warn("{} and its data do not fit together: they are fetched again", file);
                    Files.delete(file);
                }
            }
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(DATA) && Files.notExists(folder.resolve(name.replace(DATA, META)))) {
                Files.delete(file);
            }
        }
        found.sort(Comparator.comparing(Found::used));
        found.forEach(it -> entries.put(it.entry().path(), it.entry()));
        total = entries.values().stream().mapToLong(Entry::size).sum();
        makeRoom(0);
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }

    /** A file that is kept; this counts as a use of it. */
    public synchronized Optional<Entry> find(ResourcePath path) {
        Entry entry = entries.get(path);
        if (entry == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant before = noted.getOrDefault(path, Instant.MIN);
        if (before.isBefore(now.minusSeconds(NOTED_SECONDS))) {
            noted.put(path, now);
            try {
                Files.setLastModifiedTime(meta(path), FileTime.from(now));
            } catch (IOException e) {
                LOG.debug("that {} was used cannot be noted: {}", path, e.toString());
            }
        }
        return Optional.of(entry);
    }

    /** Where the bytes of a file lie. */
    public Path data(ResourcePath path) {
        return folder.resolve(name(path) + DATA);
    }

    private Path meta(ResourcePath path) {
        return folder.resolve(name(path) + META);
    }

    /**
     * A new file to write to, with room for it.
     *
     * @throws IOException when it is larger than all of the cache may be, or nothing can be written
     */
    public synchronized Path reserve(ResourcePath path, long size) throws IOException {
        if (size > limit) {
            throw new IOException(path + " has " + size + " bytes, more than the whole cache may have (" + limit + ")");
        }
        reserved += size;
        makeRoom(0);
        try {
            return Files.createTempFile(folder, "", PART);
        } catch (IOException e) {
            reserved -= size;
            throw e;
        }
    }

    /**
     * Takes in what was written to a reserved file, in the place of what it held of that path.
     *
     * @return where it lies from now on
     */
    public synchronized Path keep(Path part, Entry entry) throws IOException {
        forget(entry.path());
        try {
            Files.move(part, data(entry.path()), StandardCopyOption.ATOMIC_MOVE);
            Path next = Files.createTempFile(folder, "", PART);
            entry.write(next);
            Files.move(next, meta(entry.path()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(data(entry.path()));
            throw e;
        }
        entries.put(entry.path(), entry);
        reserved -= entry.size();
        total += entry.size();
        makeRoom(1);
        return data(entry.path());
    }

    /** Gives back a reserved file that comes to nothing. */
    public synchronized void drop(Path part, long size) {
        reserved -= size;
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.warn("{} is left: {}", part, e.toString());
        }
    }

    /** The upstream said that the file is still this one. */
    public synchronized void checked(Entry entry) {
        Entry now = entry.checkedAt(clock.instant());
        if (entries.replace(entry.path(), entry, now)) {
            try {
                Path next = Files.createTempFile(folder, "", PART);
                now.write(next);
                Files.move(next, meta(entry.path()), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                LOG.warn("that {} is still good cannot be noted: {}", entry.path(), e.toString());
            }
        }
    }

    /** @param spared how many of those used last stay, whatever their size */
    private void makeRoom(int spared) throws IOException {
        Iterator<Entry> eldest = List.copyOf(entries.values()).iterator();
        while (total + reserved > limit && entries.size() > spared && eldest.hasNext()) {
            forget(eldest.next().path());
        }
    }

    private void forget(ResourcePath path) throws IOException {
        Entry entry = entries.remove(path);
        if (entry != null) {
            noted.remove(path);
            total -= entry.size();
            Files.deleteIfExists(meta(path));
            Files.deleteIfExists(data(path));
        }
    }

    /** All that is kept; a snapshot. */
    public synchronized List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /** Of what is kept, in bytes. */
    public synchronized long size() {
        return total;
    }

    /** What of a folder is kept; empty when nothing is. */
    public synchronized List<ContentEntry> list(ResourcePath path) {
        Map<String, ContentEntry> found = new TreeMap<>();
        for (Entry entry : entries.values()) {
            if (entry.path().startsWith(path) && !entry.path().equals(path)) {
                List<String> below = entry.path().below(path).segments();
                found.putIfAbsent(
                        below.get(0),
                        below.size() > 1
                                ? new ContentEntry(below.get(0), true, 0, entry.modified())
                                : new ContentEntry(below.get(0), false, entry.size(), entry.modified()));
            }
        }
        return List.copyOf(found.values());
    }

    private static String name(ResourcePath path) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(path.text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
