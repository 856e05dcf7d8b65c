package org.stirrup.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entries of a System Use Area, continuation areas included (SUSP 1.12: IEEE P1281, sections 4 and 5).
 *
 * @param entries in their order
 * @param fault what keeps the rest from being read
 */
record SystemUse(List<Entry> entries, Optional<IsoException> fault) {
    private static final int HEADER = 4;
    private static final int MOST_CONTINUATIONS = 64;
    private static final int MOST_ENTRIES = 2048;

    /**
     * One entry.
     *
     * @param signature two letters
     * @param at byte of the image where it stands
     * @param data what follows its four bytes of header, little-endian
     */
    record Entry(String signature, long at, ByteBuffer data) {
        /** @throws IsoException when there are not so many bytes */
        void need(int bytes) throws IsoException {
            if (data.limit() < bytes) {
                throw new IsoException(signature + " entry of " + (data.limit() + HEADER) + " bytes", at);
            }
        }

        /** A number written in both byte orders. */
        long number(int index) throws IsoException {
            need(index + 8);
            return data.getInt(index) & 0xffffffffL;
        }

        int flags() throws IsoException {
            need(1);
            return data.get(0) & 0xff;
        }
    }

    /** @param skip bytes at the start of each area that are not SUSP's, as the SP entry says */
    static SystemUse read(DirectoryRecord record, int skip, ImageBytes image, int blockSize) throws IOException {
        List<Entry> entries = new ArrayList<>();
        byte[] area = record.systemUse();
        ByteBuffer bytes = ByteBuffer.wrap(area).order(ByteOrder.LITTLE_ENDIAN);
        try {
            Entry continuation = scan(bytes, Math.min(skip, area.length), record.systemUseAt(), entries);
            for (int i = 0; continuation != null; i++) {
                if (i == MOST_CONTINUATIONS || entries.size() > MOST_ENTRIES) {
                    throw new IsoException("endless continuation areas", continuation.at());
                }
                continuation = scanContinuation(continuation, image, blockSize, entries);
            }
            return new SystemUse(entries, Optional.empty());
        } catch (IsoException e) {
            return new SystemUse(entries, Optional.of(e));
        }
    }

    private static Entry scanContinuation(Entry continuation, ImageBytes image, int blockSize, List<Entry> entries)
            throws IOException {
        long at = continuation.number(0) * blockSize + continuation.number(8);
        long length = continuation.number(16);
        if (length > ImageBytes.SECTOR) {
            throw new IsoException("continuation area of " + length + " bytes", continuation.at());
        }
        return scan(image.read(at, (int) length, "continuation area"), 0, at, entries);
    }

    /** @return the CE entry that says where it goes on, or null */
    private static Entry scan(ByteBuffer area, int from, long at, List<Entry> entries) throws IsoException {
        Entry continuation = null;
        int position = from;
        while (area.limit() - position >= HEADER) {
            int length = area.get(position + 2) & 0xff;
            if (area.getShort(position) == 0) {
                break; // padding, which writers leave although the standard has ST for it
            }
            if (length < HEADER || position + length > area.limit()) {
                throw new IsoException("system use entry of " + length + " bytes", at + position);
            }
            String signature = new String(area.array(), position, 2, StandardCharsets.ISO_8859_1);
            ByteBuffer data = area.slice(position + HEADER, length - HEADER).order(ByteOrder.LITTLE_ENDIAN);
            Entry entry = new Entry(signature, at + position, data);
            if (signature.equals("ST")) {
                break;
            } else if (signature.equals("CE")) {
                continuation = entry;
            } else {
                entries.add(entry);
            }
            position += length;
        }
        return continuation;
    }
}
