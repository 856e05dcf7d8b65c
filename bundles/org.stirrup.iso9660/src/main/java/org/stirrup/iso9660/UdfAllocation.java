package org.stirrup.iso9660;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the bytes of a file lie.
 *
 * @param extents in their order; those that touch are one
 * @param holes whether some of its bytes are not recorded and read as zeros; then the extents mean nothing
 */
record UdfAllocation(List<Extent> extents, boolean holes) {
    /** Header of an allocation extent descriptor (ECMA-167, 4/14.5). */
    private static final int CONTINUATION_HEADER = 24;

    /** Each holds 126 descriptors at least, each of them for up to a GiB. */
    private static final int MOST_CONTINUATIONS = 64;

    /**
     * Follows allocation descriptors up to a file's length.
     *
     * @param entry holds the first of them
     * @param from where they start in it
     * @param end behind the last one in it
     * @param size of one descriptor: short or long
     * @param partition of the file entry
     * @param length of the file in bytes
     */
    static UdfAllocation read(
            UdfReading reading, UdfReading.Block entry, int from, int end, int size, int partition, long length)
            throws IOException {
        UdfReading.Block block = entry;
        int limit = end;
        List<Extent> extents = new ArrayList<>();
        long left = length;
        int position = from;
        int continuations = 0;
        while (left > 0 && position + size <= limit) {
            long place = block.at() + position;
            reading.count(place);
            UdfExtent next = size == UdfExtent.SHORT
                    ? UdfExtent.ofShort(block.bytes(), position, partition)
                    : UdfExtent.ofLong(block.bytes(), position);
            position += size;
            if (next.length() == 0) {
                break; // the last one (ECMA-167, 4/12)
            }
            switch (next.kind()) {
                case RECORDED -> {
                    Extent all = reading.volume().place(next, place);
                    Extent part = new Extent(all.offset(), Math.min(all.length(), left));
                    add(extents, part);
                    left -= part.length();
                }
                case CONTINUATION -> {
                    if (++continuations > MOST_CONTINUATIONS) {
                        throw new IsoException(
                                "a file's allocation goes on in more than " + MOST_CONTINUATIONS + " blocks", place);
                    }
                    block = reading.descriptor(next, place, "allocation descriptors");
                    if (block.kind() != UdfTag.ALLOCATION_EXTENT) {
                        throw new IsoException("no allocation descriptors stand where a file's go on", block.at());
                    }
                    position = CONTINUATION_HEADER;
                    long held = block.bytes().getInt(20) & 0xffffffffL;
                    limit = (int) Math.min(ImageBytes.SECTOR, CONTINUATION_HEADER + held);
                }
                default -> {
                    return new UdfAllocation(List.of(), true);
                }
            }
        }
        if (left > 0) {
            throw new IsoException("file of " + length + " bytes without a place for the last " + left, block.at());
        }
        return new UdfAllocation(List.copyOf(extents), false);
    }

    private static void add(List<Extent> extents, Extent part) {
        Extent last = extents.isEmpty() ? null : extents.get(extents.size() - 1);
        if (last != null && last.end() == part.offset()) {
            extents.set(extents.size() - 1, new Extent(last.offset(), last.length() + part.length()));
        } else {
            extents.add(part);
        }
    }
}
