package org.stirrup.lease.embedded.codec;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A record of the lease log as bytes, and back. Big-endian: length of what follows the checksum (4 bytes), CRC-32C (RFC
 * 3720, appendix B.4) of that (4), then number of the commit (8), how many records of that commit are still to come (4),
 * and, unless the record is a mark that only ends a commit, the address (4) and the lease as {@link LeaseCodec} makes it;
 * no lease means that the address has none any more.
 */
public final class LogCodec {
    private static final int HEAD = 8;
    private static final int MARK = 12;
    private static final int CHANGE = 16;

    /** Two texts of 65535 bytes and the rest of a lease: nothing longer was ever written. */
    private static final int LONGEST = 140_000;

    private static final byte[] NO_LEASE = {};

    private LogCodec() {}

    /**
     * One whole record.
     *
     * @param commit all records of a commit are synced before the first of the next is written
     * @param left how many records of the commit follow
     * @param address whose state it is; empty for a mark
     * @param lease as stored; empty array for none
     * @param end position of the byte after it
     */
    public record Entry(long commit, int left, Optional<Long> address, byte[] lease, int end) {}

    /** How many bytes a change takes. @param lease as stored; empty array for none */
    public static int length(byte[] lease) {
        return HEAD + CHANGE + lease.length;
    }

    /** How many bytes a mark takes. */
    public static int markLength() {
        return HEAD + MARK;
    }

    /** @param lease as stored; empty array for none */
    public static void write(ByteBuffer into, long commit, int left, long address, byte[] lease) {
        int start = begin(into, commit, left);
        into.putInt((int) address).put(lease);
        seal(into, start);
    }

    /** A record that says that a commit is over. */
    public static void writeMark(ByteBuffer into, long commit) {
        seal(into, begin(into, commit, 0));
    }

    private static int begin(ByteBuffer into, long commit, int left) {
        int start = into.position();
        into.position(start + HEAD).putLong(commit).putInt(left);
        return start;
    }

    private static void seal(ByteBuffer into, int start) {
        int length = into.position() - start - HEAD;
        into.putInt(start, length).putInt(start + 4, crc(into, start + HEAD, length));
    }

    /** The record at a position; empty when there is no whole one. */
    public static Optional<Entry> read(ByteBuffer log, int at) {
        int length = lengthAt(log, at);
        if (length == 0 || log.getInt(at + 4) != crc(log, at + HEAD, length)) {
            return Optional.empty();
        }
        byte[] lease = length <= CHANGE ? NO_LEASE : new byte[length - CHANGE];
        log.get(at + HEAD + Math.min(length, CHANGE), lease);
        return Optional.of(new Entry(
                log.getLong(at + HEAD), log.getInt(at + HEAD + 8), addressAt(log, at), lease, at + HEAD + length));
    }

    /** Whose a record is as far as it can be read, though it is not whole; empty when not even that. */
    public static Optional<Long> addressAt(ByteBuffer log, int at) {
        return lengthAt(log, at) < CHANGE
                ? Optional.empty()
                : Optional.of(Integer.toUnsignedLong(log.getInt(at + HEAD + MARK)));
    }

    /** Where the record at a position says that it ends; the position itself when it cannot be so. */
    public static int endAt(ByteBuffer log, int at) {
        int length = lengthAt(log, at);
        return length == 0 ? at : at + HEAD + length;
    }

    /** Zero for what no record has. */
    private static int lengthAt(ByteBuffer log, int at) {
        if (log.limit() - at < HEAD + MARK) {
            return 0;
        }
        int length = log.getInt(at);
        boolean possible = length == MARK || length >= CHANGE && length <= LONGEST && length <= log.limit() - at - HEAD;
        return possible ? length : 0;
    }

    private static int crc(ByteBuffer bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(from, length));
        return (int) crc.getValue();
    }
}
