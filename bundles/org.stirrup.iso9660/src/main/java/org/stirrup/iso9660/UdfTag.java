package org.stirrup.iso9660;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/** The tag that every descriptor starts with (ECMA-167, 3/7.2 and 4/7.2). */
final class UdfTag {
    static final int LENGTH = 16;

    static final int PRIMARY_VOLUME = 1;
    static final int ANCHOR = 2;
    static final int VOLUME_POINTER = 3;
    static final int PARTITION = 5;
    static final int LOGICAL_VOLUME = 6;
    static final int TERMINATING = 8;
    static final int FILE_SET = 256;
    static final int FILE_IDENTIFIER = 257;
    static final int ALLOCATION_EXTENT = 258;
    static final int FILE_ENTRY = 261;
    static final int EXTENDED_FILE_ENTRY = 266;

    private static final int[] CRC_OF_BYTE =
            IntStream.range(0, 256).map(UdfTag::crcOfByte).toArray();

    private UdfTag() {}

    /**
     * Checks a descriptor's checksum, its cyclic redundancy check, and that it stands where it says.
     *
     * @param bytes hold it from their start
     * @param location the block that it should name: of the volume or of its partition
     * @param at byte of the image where it stands
     * @return its kind
     */
    static int check(ByteBuffer bytes, long location, long at) throws IsoException {
        int kind = checkSums(bytes, 0, bytes.limit(), at);
        long said = bytes.getInt(12) & 0xffffffffL;
        if (said != location) {
            throw new IsoException("UDF descriptor " + kind + " of block " + said + " in block " + location, at);
        }
        return kind;
    }

    /** The same without the place, which not every writer gives to file identifiers. @param end behind its last byte */
    static int checkSums(ByteBuffer bytes, int from, int end, long at) throws IsoException {
        int sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            sum += i == 4 ? 0 : bytes.get(from + i) & 0xff;
        }
        int kind = bytes.getShort(from) & 0xffff;
        if (kind == 0 || (sum & 0xff) != (bytes.get(from + 4) & 0xff)) {
            throw new IsoException("no UDF descriptor: the checksum of its tag is wrong", at);
        }
        int covered = bytes.getShort(from + 10) & 0xffff;
        if (from + LENGTH + covered > end) {
            throw new IsoException("UDF descriptor " + kind + " is longer than its place", at);
        }
        if (crc(bytes, from + LENGTH, covered) != (bytes.getShort(from + 8) & 0xffff)) {
            throw new IsoException("UDF descriptor " + kind + " is damaged: its CRC is wrong", at);
        }
        return kind;
    }

    /** That of ITU-T V.41: x^16 + x^12 + x^5 + 1, starting with 0. */
    static int crc(ByteBuffer bytes, int from, int count) {
        int crc = 0;
        for (int i = from; i < from + count; i++) {
            crc = (crc << 8 ^ CRC_OF_BYTE[crc >> 8 ^ bytes.get(i) & 0xff]) & 0xffff;
        }
        return crc;
    }

    private static int crcOfByte(int value) {
        int crc = value << 8;
        for (int bit = 0; bit < 8; bit++) {
            crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
        }
        return crc & 0xffff;
    }
}
