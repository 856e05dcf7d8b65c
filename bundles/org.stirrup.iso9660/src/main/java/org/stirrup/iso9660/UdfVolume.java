package org.stirrup.iso9660;

import java.util.List;

/**
 * Where a UDF volume's blocks lie in the image.
 *
 * @param label the logical volume's identifier
 * @param partitions in the order of the partition maps, by which extents name them
 * @param fileSet where the file set descriptor stands
 * @param at byte of the image where the logical volume descriptor stands, which says all this
 */
record UdfVolume(String label, List<Partition> partitions, UdfExtent fileSet, long at) {
    UdfVolume {
        partitions = List.copyOf(partitions);
    }

    /** @param start first sector of the image @param length in sectors */
    record Partition(long start, long length) {}

    /** The bytes of an extent. @param from byte of the image that names it, for the message */
    Extent place(UdfExtent extent, long from) throws IsoException {
        if (extent.partition() >= partitions.size()) {
            throw new IsoException(
                    "partition " + extent.partition() + " of a volume that has " + partitions.size(), from);
        }
        Partition partition = partitions.get(extent.partition());
        if (extent.block() * ImageBytes.SECTOR + extent.length() > partition.length() * ImageBytes.SECTOR) {
            throw new IsoException(
                    extent.length() + " bytes at block " + extent.block() + " end past their partition, which has "
                            + partition.length() + " blocks",
                    from);
        }
        return new Extent((partition.start() + extent.block()) * ImageBytes.SECTOR, extent.length());
    }

    /** Names the block that starts at a byte of the image, as an extent of one block. */
    UdfExtent blockAt(long offset) throws IsoException {
        long sector = offset / ImageBytes.SECTOR;
        for (int i = 0; i < partitions.size(); i++) {
            long block = sector - partitions.get(i).start();
            if (block >= 0 && block < partitions.get(i).length()) {
                return new UdfExtent(UdfExtent.Kind.RECORDED, ImageBytes.SECTOR, block, i);
            }
        }
        throw new IsoException("no partition of the UDF volume holds this block", offset);
    }
}
