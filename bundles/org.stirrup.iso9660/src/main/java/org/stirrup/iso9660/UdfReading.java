package org.stirrup.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One reading of a folder, with a limit to its work however the image chains its descriptors. */
final class UdfReading {
    /** Some 10 MiB of memory; a file of 8 GiB in one run of blocks has eight. */
    private static final int MOST_PIECES = 262_144;

    private final ImageBytes image;
    private final UdfVolume volume;
    private int pieces;

    UdfReading(ImageBytes image, UdfVolume volume) {
        this.image = image;
        this.volume = volume;
    }

    UdfVolume volume() {
        return volume;
    }

    /**
     * A block that holds one descriptor.
     *
     * @param at byte of the image where it starts
     * @param kind as in {@link UdfTag}
     */
    record Block(long at, int kind, ByteBuffer bytes) {}

    /**
     * Reads the descriptor in the first block of an extent and checks its tag.
     *
     * @param from byte of the image that names the extent, for the message
     * @param what for the message
     */
    Block descriptor(UdfExtent extent, long from, String what) throws IOException {
        UdfExtent first = new UdfExtent(extent.kind(), ImageBytes.SECTOR, extent.block(), extent.partition());
        long at = volume.place(first, from).offset();
        ByteBuffer bytes = image.read(at, ImageBytes.SECTOR, what);
        return new Block(at, UdfTag.check(bytes, extent.block(), at), bytes);
    }

    /** Counts one allocation descriptor. @param at byte of the image where it stands */
    void count(long at) throws IsoException {
        if (++pieces > MOST_PIECES) {
            throw new IsoException("the files of one folder lie in more than " + MOST_PIECES + " pieces", at);
        }
    }

    /** Whether the limit is passed: then the folder is refused, not one file of it. */
    boolean isOver() {
        return pieces > MOST_PIECES;
    }
}
