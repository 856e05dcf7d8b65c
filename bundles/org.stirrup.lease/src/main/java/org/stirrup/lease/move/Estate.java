package org.stirrup.lease.move;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;

/**
 * What a store leaves behind when it goes and no other is there: a text file with a line for each lease, between a first
 * line that names the store and a last one that counts them.
 *
 * @param path of the file
 */
public record Estate(Path path) {
    private static final String HEAD = "stirrup-leases 1 ";
    private static final String END = "end ";
    private static final int PAGE = 1000;

    /** A file that was read. @param origin name of the store that left it */
    public record Content(String origin, List<Lease> leases) {}

    /**
     * Writes all leases of a store. The file is there when it is whole and on the disk.
     *
     * @param limit after which it gives up
     * @return false when it gave up
     */
    public boolean write(String origin, LeaseSource source, Duration limit) throws IOException, LeaseStoreException {
        long end = System.nanoTime() + limit.toNanos();
        Path unborn = path.resolveSibling(path.getFileName() + ".new");
        try {
            long count = 0;
            try (BufferedWriter out = Files.newBufferedWriter(unborn, StandardCharsets.US_ASCII)) {
                out.write(HEAD + origin + "\n");
                Optional<Inet4Address> after = Optional.empty();
                List<Lease> page;
                do {
                    page = source.page(after, PAGE);
                    for (Lease lease : page) {
                        out.write(LeaseLine.write(lease) + "\n");
                        after = Optional.of(lease.address());
                    }
                    count += page.size();
                    if (System.nanoTime() > end) {
                        return false;
                    }
                } while (page.size() == PAGE);
                out.write(END + count + "\n");
            }
            force(unborn);
            Files.move(unborn, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(path.getParent());
            return true;
        } finally {
            Files.deleteIfExists(unborn);
        }
    }

    /** What is in the file; empty when there is none. @throws IOException also when it is not whole */
    public Optional<Content> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(path, StandardCharsets.US_ASCII);
        int count = lines.size() - 2;
        if (count < 0
                || !lines.get(0).startsWith(HEAD)
                || !lines.get(lines.size() - 1).equals(END + count)) {
            throw new IOException(path + " is damaged: its first or last line is missing");
        }
        List<Lease> leases = new ArrayList<>(count);
        try {
            for (String line : lines.subList(1, lines.size() - 1)) {
                leases.add(LeaseLine.read(line));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(path + " is damaged: " + e.getMessage(), e);
        }
        return Optional.of(new Content(lines.get(0).substring(HEAD.length()), leases));
    }

    /** It was taken over, or is of no use any more. */
    public void discard() throws IOException {
        if (Files.deleteIfExists(path)) {
            force(path.getParent());
        }
    }

    /** So that it is still so after a loss of power. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
