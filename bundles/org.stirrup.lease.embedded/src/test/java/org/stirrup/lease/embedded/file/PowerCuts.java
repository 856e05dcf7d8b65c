package org.stirrup.lease.embedded.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What a disk would hold if the power went at some moment: all that was synced, and of what was written since then any
 * part, in pieces of a sector, in any order.
 */
public final class PowerCuts {
    private static final int SECTOR = 512;

    private final Random random;
    private final double share;
    private final Supplier<Map<String, Integer>> confirmed;
    private final List<Write> since = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private byte[] synced = new byte[0];

    /** Bytes put at a position; or, with none, the file cut there. */
    private record Write(long position, byte[] bytes) {}

    /** A moment just before a sync. @param confirmed what callers had been told by then */
    public record Cut(byte[] synced, List<?> writes, Map<String, Integer> confirmed) {}

    /**
     * @param share of the syncs that are looked at
     * @param confirmed what callers have been told
     */
    public PowerCuts(Random random, double share, Supplier<Map<String, Integer>> confirmed) {
        this.random = random;
        this.share = share;
        this.confirmed = confirmed;
    }

    synchronized void opened(byte[] bytes) {
        synced = bytes;
    }

    synchronized void written(long position, byte[] bytes) {
        since.add(new Write(position, bytes));
    }

    synchronized void truncated(long size) {
        since.add(new Write(size, new byte[0]));
    }

    synchronized void beforeSync() {
        if (random.nextDouble() < share) {
            cuts.add(new Cut(synced.clone(), List.copyOf(since), Map.copyOf(confirmed.get())));
        }
    }

    synchronized void synced() {
        for (Write write : since) {
            synced = applied(synced, write, 1);
        }
        since.clear();
    }

    public synchronized List<Cut> cuts() {
        return List.copyOf(cuts);
    }

    /** One of the files that the disk may hold after this cut. */
    public byte[] remains(Cut cut) {
        double kept = List.of(0.0, 0.1, 0.5, 0.9, 1.0).get(random.nextInt(5));
        byte[] file = cut.synced().clone();
        for (Object write : cut.writes()) {
            file = applied(file, (Write) write, kept);
        }
        return file;
    }

    private byte[] applied(byte[] before, Write write, double kept) {
        int at = (int) write.position();
        if (write.bytes().length == 0) {
            return random.nextDouble() < kept ? Arrays.copyOf(before, Math.min(before.length, at)) : before;
        }
        byte[] file = before;
        for (int from = 0; from < write.bytes().length; from += SECTOR) {
            int to = Math.min(write.bytes().length, from + SECTOR);
            if (random.nextDouble() < kept) {
                file = file.length < at + to ? Arrays.copyOf(file, at + to) : file;
                System.arraycopy(write.bytes(), from, file, at + from, to - from);
            }
        }
        return file;
    }
}
