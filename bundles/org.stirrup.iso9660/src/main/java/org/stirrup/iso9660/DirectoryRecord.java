package org.stirrup.iso9660;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * One record of a directory (ECMA-119, section 9.1).
 *
 * @param at byte of the image where it stands
 * @param location first logical block of its data, behind an extended attribute record
 * @param size in bytes
 * @param flags see the constants
 * @param interleaved whether its data lies in units with gaps
 * @param identifier name as recorded; one byte 0 is the folder itself, one byte 1 its parent
 * @param systemUse what SUSP and Rock Ridge add
 * @param systemUseAt byte of the image where that starts
 */
record DirectoryRecord(
        long at,
        long location,
        long size,
        Instant recorded,
        int flags,
        boolean interleaved,
        byte[] identifier,
        byte[] systemUse,
        long systemUseAt) {
    private static final int FOLDER = 0x02;
    private static final int ASSOCIATED = 0x04;
    private static final int CONTINUED = 0x80;
    private static final int HEADER = 33;

    /**
     * @param sector holds it; records never cross a sector's end
     * @param position of the record in it
     * @param sectorAt byte of the image where the sector starts
     */
    static DirectoryRecord parse(ByteBuffer sector, int position, long sectorAt) throws IsoException {
        long at = sectorAt + position;
        int length = sector.get(position) & 0xff;
        if (length <= HEADER || position + length > sector.limit()) {
            throw new IsoException("directory record of " + length + " bytes", at);
        }
        int nameLength = sector.get(position + 32) & 0xff;
        if (nameLength == 0 || HEADER + nameLength > length) {
            throw new IsoException("name of " + nameLength + " bytes in a record of " + length, at);
        }
        int name = position + HEADER;
        // A padding byte keeps what follows at an even place.
        int systemUse = Math.min(name + nameLength + (nameLength % 2 == 0 ? 1 : 0), position + length);
        return new DirectoryRecord(
                at,
                (sector.getInt(position + 2) & 0xffffffffL) + (sector.get(position + 1) & 0xff),
                sector.getInt(position + 10) & 0xffffffffL,
                IsoTime.ofRecord(sector, position + 18),
                sector.get(position + 25) & 0xff,
                sector.get(position + 26) != 0 || sector.get(position + 27) != 0,
                Arrays.copyOfRange(sector.array(), name, name + nameLength),
                Arrays.copyOfRange(sector.array(), systemUse, position + length),
                sectorAt + systemUse);
    }

    boolean isFolder() {
        return (flags & FOLDER) != 0;
    }

    /** A resource fork and the like, which belongs to the file of the same name. */
    boolean isAssociated() {
        return (flags & ASSOCIATED) != 0;
    }

    /** Whether the next record goes on with the same file. */
    boolean isContinued() {
        return (flags & CONTINUED) != 0;
    }

    boolean isSelf() {
        return identifier.length == 1 && identifier[0] == 0;
    }

    boolean isParent() {
        return identifier.length == 1 && identifier[0] == 1;
    }
}
