package org.stirrup.features.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is in force: for each feature file the bundles it wants. Kept in a file, so that after a restart only files that
 * changed are read again, and so that an edit that cannot be used leaves the former state in force.
 */
public final class Ledger {
    private final Path file;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    /**
     * A feature that is in force.
     *
     * @param digest of the file it was read from
     * @param id of the feature
     * @param description for people
     * @param bundles id of each bundle to its start level
     */
    public record Entry(String digest, String id, String description, Map<String, Integer> bundles) {
        public Entry {
            bundles = Map.copyOf(bundles);
        }
    }

    private Ledger(Path file) {
        this.file = file;
    }

    /** @param file where it is kept; empty when there is none yet */
    public static Ledger keptIn(Path file) throws IOException {
        Ledger ledger = new Ledger(file);
        try {
            ledger.load(Files.readString(file));
        } catch (NoSuchFileException e) {
            return ledger; // the first start
        }
        return ledger;
    }

    /** File name of the feature to what it wants, sorted. */
    public SortedMap<String, Entry> entries() {
        return entries;
    }

    /** Every bundle that a feature wants, to the lowest start level that one of them gives. */
    public Map<String, Integer> wanted() {
        return entries.values().stream()
                .map(Entry::bundles)
                .map(Map::entrySet)
                .flatMap(Collection::stream)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::min, TreeMap::new));
    }

    /** All or nothing: whoever reads the file sees the state before or after. */
    public void save() throws IOException {
        StringBuilder text = new StringBuilder();
        entries.forEach((name, entry) -> {
            text.append("feature\t" + name + "\t" + entry.digest() + "\t" + entry.id() + "\t" + entry.description())
                    .append('\n');
            entry.bundles().forEach((id, level) -> text.append("bundle\t" + id + "\t" + level)
                    .append('\n'));
        });
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void load(String text) throws IOException {
        try (BufferedReader lines = new BufferedReader(new StringReader(text))) {
            String[] head = null;
            Map<String, Integer> bundles = new LinkedHashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split("\t", -1);
                if (fields[0].equals("feature")) {
                    add(head, bundles);
                    head = fields;
                    bundles.clear();
                } else {
                    bundles.put(fields[1], Integer.valueOf(fields[2]));
                }
            }
            add(head, bundles);
        }
    }

    private void add(String[] head, Map<String, Integer> bundles) {
        if (head != null) {
            entries.put(head[1], new Entry(head[2], head[3], head[4], bundles));
        }
    }
}
