package org.stirrup.repository.mirror.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.stirrup.api.content.ResourcePath;

/**
 * What one index says: sizes and checksums by path. A distribution has some sixty thousand packages: for each there are
 * forty-eight bytes here, a hash in place of its path among them, and no object.
 */
final class Table {
    private static final int RECORD = 8 + 8 + 32;
    /** Five times what the largest distribution has. */
    private static final int MOST = 1 << 19;

    private final ResourcePath source;
    private long[] keys = new long[64];
    private ByteBuffer values = ByteBuffer.allocate(64 * (RECORD - 8));
    private int count;

    /** @param source of the index itself */
    Table(ResourcePath source) {
        this.source = source;
    }

    /** What is no checksum of this kind is passed over. */
    void add(ResourcePath path, long size, String sha256) {
        if (!sha256.matches("[0-9a-f]{64}") || size < 0 || count >= MOST) {
            return;
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            values = ByteBuffer.allocate(2 * values.capacity()).put(values.flip());
        }
        keys[count++] = key(path);
        values.putLong(size).put(HexFormat.of().parseHex(sha256));
    }

    /** To be called once, after the last was added. */
    Table sorted() {
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        long[] unsorted = keys;
        // Stable: of a path that is named twice the first counts.
        Arrays.sort(order, (a, b) -> Long.compare(unsorted[a], unsorted[b]));
        long[] nextKeys = new long[count];
        ByteBuffer nextValues = ByteBuffer.allocate(count * (RECORD - 8));
        for (int i = 0; i < count; i++) {
            nextKeys[i] = unsorted[order[i]];
            nextValues.put(values.array(), order[i] * (RECORD - 8), RECORD - 8);
        }
        keys = nextKeys;
        values = nextValues;
        return this;
    }

    Optional<Expected> find(ResourcePath path) {
        int at = Arrays.binarySearch(keys, 0, count, key(path));
        if (at < 0) {
            return Optional.empty();
        }
        byte[] sha256 = new byte[32];
        values.get(at * (RECORD - 8) + 8, sha256);
        return Optional.of(
                new Expected(values.getLong(at * (RECORD - 8)), HexFormat.of().formatHex(sha256), source));
    }

    private static long key(ResourcePath path) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(digest.digest(path.text().getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
