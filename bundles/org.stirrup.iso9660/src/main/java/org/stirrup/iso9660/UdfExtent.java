package org.stirrup.iso9660;

import java.nio.ByteBuffer;

/**
 * An allocation descriptor (ECMA-167, 4/14.14).
 *
 * @param length in bytes
 * @param block of the partition
 * @param partition number of the partition's map
 */
record UdfExtent(Kind kind, long length, long block, int partition) {
    static final int SHORT = 8;
    static final int LONG = 16;

    /** The two highest bits of the length, by number (ECMA-167, 4/14.14.1.1). */
    enum Kind {
        RECORDED,
        /** Reads as zeros. */
        ALLOCATED_ONLY,
        /** Reads as zeros. */
        NOT_ALLOCATED,
        /** Holds more descriptors. */
        CONTINUATION
    }

    /** Eight bytes, in the partition of the file entry (ECMA-167, 4/14.14.1). */
    static UdfExtent ofShort(ByteBuffer bytes, int at, int partition) {
        int length = bytes.getInt(at);
        return new UdfExtent(
                Kind.values()[length >>> 30], length & 0x3fffffff, bytes.getInt(at + 4) & 0xffffffffL, partition);
    }

    /** Sixteen bytes, which name the partition (ECMA-167, 4/14.14.2). */
    static UdfExtent ofLong(ByteBuffer bytes, int at) {
        return ofShort(bytes, at, bytes.getShort(at + 8) & 0xffff);
    }
}
