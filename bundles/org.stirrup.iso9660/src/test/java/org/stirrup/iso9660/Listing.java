package org.stirrup.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A tree as one line for each entry: kind, size, time and checksum, or the target of a link. */
final class Listing {
    /** More than any image of these tests holds. */
    static final int MOST = 20_000;

    private Listing() {}

    static SortedMap<String, String> of(Path tree) throws IOException {
        SortedMap<String, String> lines = new TreeMap<>();
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                if (each.equals(tree)) {
                    continue;
                }
                String name = tree.relativize(each).toString();
                if (Files.isSymbolicLink(each)) {
                    lines.put(name, "link to " + Files.readSymbolicLink(each));
                } else {
                    Instant modified = Files.getLastModifiedTime(each).toInstant();
                    lines.put(name, line(Files.isDirectory(each) ? null : Files.readAllBytes(each), modified));
                }
            }
        }
        return lines;
    }

    static SortedMap<String, String> of(IsoImage image) throws IOException {
        SortedMap<String, String> lines = new TreeMap<>();
        try (FileChannel bytes = FileChannel.open(image.path())) {
            collect(image, bytes, List.of(), lines);
        }
        return lines;
    }

    private static void collect(IsoImage image, FileChannel bytes, List<String> path, SortedMap<String, String> lines)
            throws IOException {
        IsoLookup.Folder folder = (IsoLookup.Folder) image.find(path);
        for (IsoEntry entry : image.list(folder.folder())) {
            List<String> below = new ArrayList<>(path);
            below.add(entry.name());
            if (lines.size() > MOST) {
                return;
            }
            String line;
            if (entry instanceof IsoEntry.Link link) {
                line = "link to " + link.target();
            } else if (entry instanceof IsoEntry.File file) {
                line = line(read(file, bytes), file.modified());
            } else if (entry instanceof IsoEntry.Folder) {
                line = line(null, entry.modified());
            } else {
                line = entry.toString();
            }
            lines.put(String.join("/", below), line);
            if (entry instanceof IsoEntry.Folder) {
                collect(image, bytes, below, lines);
            }
        }
    }

    static byte[] read(IsoEntry.File file, FileChannel bytes) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
        for (Extent extent : file.extents()) {
            all.limit(all.position() + (int) extent.length());
            long at = extent.offset();
            while (all.hasRemaining()) {
                at += bytes.read(all, at);
            }
        }
        return all.array();
    }

    private static String line(byte[] bytes, Instant modified) {
        return (bytes == null ? "folder" : bytes.length + " bytes " + sha256(bytes)) + " of "
                + modified.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
