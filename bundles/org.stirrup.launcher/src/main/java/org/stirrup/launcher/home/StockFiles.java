package org.stirrup.launcher.home;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The files that the distribution puts into a home. New ones are copied; those nobody touched follow the distribution;
 * what a person changed or deleted stays as the person wants it. A small record remembers what was put there.
 */
public final class StockFiles {
    private final Path record;
    private final Properties digests = new Properties();

    private StockFiles(Path record) {
        this.record = record;
    }

    /** @param record file that remembers what was put where */
    public static StockFiles recordedIn(Path record) throws IOException {
        StockFiles stock = new StockFiles(record);
        if (Files.exists(record)) {
            try (Reader reader = Files.newBufferedReader(record)) {
                stock.digests.load(reader);
            }
        }
        return stock;
    }

    /**
     * Brings the files of one folder of the distribution into a folder of the home.
     *
     * @param suffix of the files that count
     */
    public void bring(Path from, Path to, String suffix) throws IOException {
        Properties before = (Properties) digests.clone();
        try (Stream<Path> files = Files.list(from)) {
            List<Path> stock = files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
            for (Path file : stock) {
                bring(file, to.resolve(file.getFileName().toString()));
            }
        }
        if (!digests.equals(before)) {
            try (Writer writer = Files.newBufferedWriter(record)) {
                digests.store(writer, "What the distribution put into this home, and its SHA-256.");
            }
        }
    }

    private void bring(Path source, Path target) throws IOException {
        String name = target.getParent().getFileName() + "/" + target.getFileName();
        String known = digests.getProperty(name);
        boolean there = Files.exists(target);
        if (known != null && !there) {
            return; // deleted by a person
        }
        String fresh = digest(source);
        if (fresh.equals(known)) {
            return; // nothing new
        }
        String present = there ? digest(target) : null;
        if (there && !present.equals(known) && !present.equals(fresh)) {
            return; // changed or made by a person
        }
        if (!fresh.equals(present)) {
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
        digests.setProperty(name, fresh);
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
