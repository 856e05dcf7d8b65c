package org.stirrup.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * A file or folder without its name: a file entry or an extended one (ECMA-167, 4/14.9 and 4/14.17).
 *
 * @param at byte of the image where it stands
 * @param type of file (ECMA-167, 4/14.6.6)
 * @param length in bytes
 * @param allocation where its bytes lie; nothing for what is neither file nor folder
 */
record UdfFileEntry(long at, int type, Instant modified, long length, UdfAllocation allocation) {
    static final int UNSPECIFIED = 0;
    static final int FOLDER = 4;
    static final int REGULAR = 5;
    static final int LINK = 12;
    static final int REAL_TIME = 249; // UDF 2.01, 2.3.5.2.1: a film; read like any other

    private static final int DIRECT_ENTRIES = 4; // the strategy of UDF but for write-once media (UDF 2.01, 2.3.5.1)
    private static final int SHORT_DESCRIPTORS = 0;
    private static final int LONG_DESCRIPTORS = 1;
    private static final int EMBEDDED = 3;

    boolean isFile() {
        return isFile(type);
    }

    private static boolean isFile(int type) {
        return type == REGULAR || type == UNSPECIFIED || type == REAL_TIME;
    }

    /** @param icb where it stands @param from byte of the image that names this place, for the message */
    static UdfFileEntry read(UdfReading reading, UdfExtent icb, long from) throws IOException {
        UdfReading.Block block = reading.descriptor(icb, from, "file entry");
        ByteBuffer bytes = block.bytes();
        long at = block.at();
        int kind = block.kind();
        if (kind != UdfTag.FILE_ENTRY && kind != UdfTag.EXTENDED_FILE_ENTRY) {
            throw new IsoException("no file entry but UDF descriptor " + kind, at);
        }
        if (bytes.getShort(20) != DIRECT_ENTRIES) {
            throw new IsoException("file entries by strategy " + (bytes.getShort(20) & 0xffff), at + 20);
        }
        boolean extended = kind == UdfTag.EXTENDED_FILE_ENTRY;
        int type = bytes.get(27) & 0xff;
        long length = bytes.getLong(56);
        int lengths = extended ? 208 : 168; // of the extended attributes and of the allocation descriptors
        long start = lengths + 8 + (bytes.getInt(lengths) & 0xffffffffL);
        long end = start + (bytes.getInt(lengths + 4) & 0xffffffffL);
        if (length < 0 || end > ImageBytes.SECTOR) {
            throw new IsoException("file entry that ends past its block, of a file of " + length + " bytes", at);
        }
        UdfAllocation allocation = new UdfAllocation(List.of(), false);
        if (type == FOLDER || isFile(type)) {
            int form = bytes.getShort(34) & 7;
            if (form == EMBEDDED) {
                allocation = embedded(at + start, end - start, length, at);
            } else if (form == SHORT_DESCRIPTORS || form == LONG_DESCRIPTORS) {
                int size = form == SHORT_DESCRIPTORS ? UdfExtent.SHORT : UdfExtent.LONG;
                allocation = UdfAllocation.read(reading, block, (int) start, (int) end, size, icb.partition(), length);
            } else {
                throw new IsoException("allocation descriptors of form " + form, at + 34);
            }
        }
        return new UdfFileEntry(at, type, UdfTime.of(bytes, extended ? 92 : 84), length, allocation);
    }

    /** The bytes themselves stand in the place of descriptors (ECMA-167, 4/14.6.8). */
    private static UdfAllocation embedded(long offset, long room, long length, long at) throws IsoException {
        if (length > room) {
            throw new IsoException("file of " + length + " bytes embedded in " + room, at);
        }
        return new UdfAllocation(length == 0 ? List.of() : List.of(new Extent(offset, length)), false);
    }
}
