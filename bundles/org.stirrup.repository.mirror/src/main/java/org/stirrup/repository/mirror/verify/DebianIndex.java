package org.stirrup.repository.mirror.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.stirrup.api.content.ResourcePath;

/**
 * Indexes of a Debian archive (Debian Policy, chapter 5; wiki.debian.org/DebianRepository/Format): {@code InRelease} and
 * {@code Release} have the checksums of the lists, {@code Packages} those of the packages.
 */
final class DebianIndex {
    private DebianIndex() {}

    static boolean isRelease(ResourcePath path) {
        return path.name().equals("InRelease") || path.name().equals("Release");
    }

    static boolean isPackages(ResourcePath path) {
        return path.name().equals("Packages") || path.name().equals("Packages.gz");
    }

    /** Its paths are relative to its own folder; only the SHA256 part is read. */
    static Table release(ResourcePath path, Path file) throws IOException {
        Table table = new Table(path);
        boolean sums = false;
        try (Lines lines = new Lines(file, false)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.startsWith(" ")) {
                    sums = line.startsWith("SHA256:");
                } else if (sums) {
                    String[] words = line.strip().split(" +");
                    if (words.length == 3 && words[1].matches("[0-9]{1,15}")) {
                        add(table, path.parent(), words[2], Long.parseLong(words[1]), words[0]);
                    }
                }
            }
        }
        return table.sorted();
    }

    /** Its paths are relative to the archive, which is the folder that holds {@code dists}, or else its own folder. */
    static Table packages(ResourcePath path, Path file) throws IOException {
        Table table = new Table(path);
        ResourcePath archive = archive(path);
        String name = "";
        String sum = "";
        long size = -1;
        try (Lines lines = new Lines(file, path.name().endsWith(".gz"))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.startsWith("Filename: ")) {
                    name = line.substring(10).strip();
                } else if (line.matches("Size: [0-9]{1,15}")) {
                    size = Long.parseLong(line.substring(6));
                } else if (line.startsWith("SHA256: ")) {
                    sum = line.substring(8).strip();
                } else if (line.isBlank()) {
                    add(table, archive, name, size, sum);
                    name = "";
                    sum = "";
                    size = -1;
                }
            }
        }
        add(table, archive, name, size, sum);
        return table.sorted();
    }

    private static ResourcePath archive(ResourcePath path) {
        List<String> segments = path.segments();
        int dists = segments.lastIndexOf("dists");
        return dists < 0 ? path.parent() : ResourcePath.of(String.join("/", segments.subList(0, dists)));
    }

    /** What is no path below the archive is passed over: nobody can ask for it. */
    private static void add(Table table, ResourcePath folder, String name, long size, String sum) {
        if (name.isEmpty()) {
            return;
        }
        try {
            table.add(folder.resolve(name), size, sum);
        } catch (IllegalArgumentException e) {
            return;
        }
    }
}
