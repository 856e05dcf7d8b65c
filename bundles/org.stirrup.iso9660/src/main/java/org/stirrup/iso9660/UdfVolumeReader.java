package org.stirrup.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the volume structure: anchor, volume descriptor sequence, logical volume, partitions (ECMA-167, 3/8.4). */
final class UdfVolumeReader {
    private static final int ANCHOR_SECTOR = 256;
    private static final int MOST_DESCRIPTORS = 256;
    private static final int MOST_PARTITIONS = 16;
    private static final int MAPS = 440;

    private final ImageBytes image;
    private final Map<Integer, ByteBuffer> partitions = new HashMap<>();
    private ByteBuffer logicalVolume;
    private long logicalVolumeAt;

    private UdfVolumeReader(ImageBytes image) {
        this.image = image;
    }

    /** By the main sequence; by the reserve sequence when that one is damaged. */
    static UdfVolume read(ImageBytes image) throws IOException {
        long at = (long) ANCHOR_SECTOR * ImageBytes.SECTOR;
        if (at + ImageBytes.SECTOR > image.length()) {
            throw TruncatedImageException.withoutHeader(image.length(), at + ImageBytes.SECTOR);
        }
        ByteBuffer anchor = image.read(at, ImageBytes.SECTOR, "UDF anchor");
        if (UdfTag.check(anchor, ANCHOR_SECTOR, at) != UdfTag.ANCHOR) {
            throw new IsoException("no UDF anchor volume descriptor in sector 256", at);
        }
        UdfVolumeReader main = new UdfVolumeReader(image);
        try {
            main.readSequence(anchor, 16);
        } catch (IsoException e) {
            UdfVolumeReader reserve = new UdfVolumeReader(image);
            try {
                reserve.readSequence(anchor, 24);
            } catch (IsoException second) {
                e.addSuppressed(second);
                throw e;
            }
            return reserve.volume();
        }
        return main.volume();
    }

    /** @param extent where the anchor holds its length and first sector (ECMA-167, 3/10.2) */
    private void readSequence(ByteBuffer anchor, int extent) throws IOException {
        long left = (anchor.getInt(extent) & 0xffffffffL) / ImageBytes.SECTOR;
        long sector = anchor.getInt(extent + 4) & 0xffffffffL;
        for (int i = 0; i < MOST_DESCRIPTORS && left > 0; i++, left--, sector++) {
            long at = sector * ImageBytes.SECTOR;
            ByteBuffer descriptor = image.read(at, ImageBytes.SECTOR, "UDF volume descriptor");
            if (descriptor.getShort(0) == 0) {
                break; // an unrecorded sector ends it too (ECMA-167, 3/8.4.2)
            }
            switch (UdfTag.check(descriptor, sector, at)) {
                case UdfTag.TERMINATING -> left = 1;
                case UdfTag.VOLUME_POINTER -> { // goes on elsewhere (ECMA-167, 3/10.3)
                    left = (descriptor.getInt(20) & 0xffffffffL) / ImageBytes.SECTOR + 1;
                    sector = (descriptor.getInt(24) & 0xffffffffL) - 1;
                }
                case UdfTag.PARTITION ->
                    partitions.merge(descriptor.getShort(22) & 0xffff, descriptor, UdfVolumeReader::later);
                case UdfTag.LOGICAL_VOLUME -> {
                    if (logicalVolume == null || later(logicalVolume, descriptor) == descriptor) {
                        logicalVolume = descriptor;
                        logicalVolumeAt = at;
                    }
                }
                default -> {} // says nothing that reading needs
            }
        }
        if (logicalVolume == null) {
            throw new IsoException("UDF volume without a logical volume", (long) ANCHOR_SECTOR * ImageBytes.SECTOR);
        }
    }

    /** The one with the higher sequence number counts (ECMA-167, 3/8.4.3). */
    private static ByteBuffer later(ByteBuffer known, ByteBuffer found) {
        return Integer.compareUnsigned(found.getInt(16), known.getInt(16)) > 0 ? found : known;
    }

    /** The logical volume descriptor (ECMA-167, 3/10.6; UDF 2.01, 2.2.4). */
    private UdfVolume volume() throws IsoException {
        String domain = new String(logicalVolume.array(), 217, 19, StandardCharsets.ISO_8859_1);
        if (!domain.equals("*OSTA UDF Compliant")) {
            throw new IsoException("logical volume of the domain '" + domain + "', not of UDF", logicalVolumeAt);
        }
        if (logicalVolume.getInt(212) != ImageBytes.SECTOR) {
            throw new IsoException("UDF blocks of " + logicalVolume.getInt(212) + " bytes", logicalVolumeAt + 212);
        }
        int maps = logicalVolume.getInt(268);
        if (maps < 1 || maps > MOST_PARTITIONS) {
            throw new IsoException("UDF volume of " + maps + " partitions", logicalVolumeAt + 268);
        }
        for (int i = 0, map = MAPS; i < maps; i++, map += 6) { // before any length is looked at
            if (logicalVolume.get(map) != 1 || logicalVolume.get(map + 1) != 6) {
                throw new IsoException("partition map " + foreign(map) + " is not supported", logicalVolumeAt + map);
            }
        }
        List<UdfVolume.Partition> mapped = new ArrayList<>();
        for (int i = 0, map = MAPS; i < maps; i++, map += 6) {
            mapped.add(partition(logicalVolume.getShort(map + 4) & 0xffff, logicalVolumeAt + map));
        }
        String label = UdfText.decodeField(logicalVolume.array(), 84, 128, logicalVolumeAt + 84);
        return new UdfVolume(
                IsoException.printable(label).strip(), mapped, UdfExtent.ofLong(logicalVolume, 248), logicalVolumeAt);
    }

    /** Maps of type 2 have a name: virtual and sparable partitions of UDF 1.50, metadata of 2.50 (UDF 2.01, 2.2.8). */
    private String foreign(int map) {
        String name = new String(logicalVolume.array(), map + 5, 23, StandardCharsets.ISO_8859_1);
        return logicalVolume.get(map) == 2 ? "'" + name.replace("\0", "") + "'" : "of type " + logicalVolume.get(map);
    }

    /** The partition descriptor (ECMA-167, 3/10.5). */
    private UdfVolume.Partition partition(int number, long at) throws IsoException {
        ByteBuffer descriptor = partitions.get(number);
        if (descriptor == null) {
            throw new IsoException("UDF partition " + number + " is nowhere described", at);
        }
        long start = descriptor.getInt(188) & 0xffffffffL;
        long length = descriptor.getInt(192) & 0xffffffffL;
        if ((start + length) * ImageBytes.SECTOR > image.length()) {
            throw new TruncatedImageException(image.length(), (start + length) * ImageBytes.SECTOR);
        }
        return new UdfVolume.Partition(start, length);
    }
}
