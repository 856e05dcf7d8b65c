package org.stirrup.features.swap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of each jar, kept in a file so that a restart does not try anew what was tried. */
final class DropLedger {
    private static final int FIELDS = 7;

    private final Path file;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    /**
     * Of a jar.
     *
     * @param digest of the content that was tried last
     * @param name of the bundle in it, symbolic name and version; empty when it is none
     * @param location of the bundle that is installed for it, which may be of a former content; empty when there is none
     * @param fault why the content that was tried last is not used; empty when it is
     * @param hopeful whether it may be of use when another bundle comes
     * @param order counts up with each that was dropped
     */
    record Entry(String digest, String name, String location, String fault, boolean hopeful, long order) {
        Entry {
            fault = fault.replaceAll("\\s+", " ");
        }

        boolean quarantined() {
            return !fault.isEmpty();
        }
    }

    private DropLedger(Path file) {
        this.file = file;
    }

    static DropLedger keptIn(Path file) throws IOException {
        DropLedger ledger = new DropLedger(file);
        try {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split("\t", FIELDS);
                ledger.entries.put(
                        fields[0],
                        new Entry(
                                fields[1],
                                fields[2],
                                fields[3],
                                fields[4],
                                Boolean.parseBoolean(fields[5]),
                                Long.parseLong(fields[6])));
            }
        } catch (NoSuchFileException e) {
            return ledger; // the first start
        }
        return ledger;
    }

    /** File name to what became of it. */
    SortedMap<String, Entry> entries() {
        return entries;
    }

    long nextOrder() {
        return 1 + entries.values().stream().mapToLong(Entry::order).max().orElse(0);
    }

    /** All or nothing: whoever reads the file sees the state before or after. */
    void save() throws IOException {
        StringBuilder text = new StringBuilder();
        entries.forEach((name, entry) -> text.append(String.join(
                        "\t",
                        name,
                        entry.digest(),
                        entry.name(),
                        entry.location(),
                        entry.fault(),
                        Boolean.toString(entry.hopeful()),
                        Long.toString(entry.order())))
                .append('\n'));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
