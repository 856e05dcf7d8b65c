package org.stirrup.iso9660;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes a UDF image block by block, as no sane program would. */
final class TinyUdf {
    static final int PARTITION = 300;
    static final int BLOCKS = 64;
    static final int ROOT = 1;
    static final int FOLDER = 4;
    static final int REGULAR = 5;
    static final int SHORT = 0;
    static final int LONG = 1;
    static final int EMBEDDED = 3;

    private final SortedMap<Integer, byte[]> sectors = new TreeMap<>();

    TinyUdf() {
        recognition(16, "BEA01").recognition(17, "NSR02").recognition(18, "TEA01");
        ByteBuffer anchor = block();
        anchor.putInt(16, 16 * 2048).putInt(20, 260).putInt(24, 16 * 2048).putInt(28, 280);
        sector(256, sealed(UdfTag.ANCHOR, 256, anchor));
        ByteBuffer partition = block();
        partition.putInt(188, PARTITION).putInt(192, BLOCKS);
        ByteBuffer volume = block();
        volume.put(84, new byte[] {8, 'T'}).put(211, (byte) 2).putInt(212, 2048);
        volume.put(217, "*OSTA UDF Compliant".getBytes(StandardCharsets.US_ASCII));
        volume.putInt(248, 2048)
                .putInt(264, 6)
                .putInt(268, 1)
                .put(440, (byte) 1)
                .put(441, (byte) 6);
        sequence(260, partition, volume);
        sequence(280, partition, volume);
        ByteBuffer fileSet = block();
        fileSet.putInt(400, 2048).putInt(404, ROOT);
        put(0, sealed(UdfTag.FILE_SET, 0, fileSet));
    }

    private void sequence(int first, ByteBuffer partition, ByteBuffer volume) {
        sector(first, sealed(UdfTag.PARTITION, first, partition));
        sector(first + 1, sealed(UdfTag.LOGICAL_VOLUME, first + 1, volume));
        sector(first + 2, sealed(UdfTag.TERMINATING, first + 2, block()));
    }

    private TinyUdf recognition(int sector, String identifier) {
        return sector(
                sector,
                block().put(1, identifier.getBytes(StandardCharsets.US_ASCII)).array());
    }

    /** Any bytes in a sector of the image. */
    TinyUdf sector(int sector, byte[] bytes) {
        sectors.put(sector, bytes);
        return this;
    }

    /** Any bytes in a block of the partition. */
    TinyUdf put(int block, byte[] bytes) {
        return sector(PARTITION + block, bytes);
    }

    /** A folder whose directory stands in its file entry. */
    TinyUdf folder(int block, byte[]... identifiers) {
        byte[] all = joined(identifiers);
        return put(block, entry(false, block, FOLDER, EMBEDDED, all.length, all));
    }

    Path write(Path image) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(0);
            file.setLength((PARTITION + BLOCKS) * 2048L);
            for (var sector : sectors.entrySet()) {
                file.seek(sector.getKey() * 2048L);
                file.write(sector.getValue());
            }
        }
        return image;
    }

    /** A file entry. @param tail its descriptors, or what is embedded */
    static byte[] entry(boolean extended, int block, int type, int form, long length, byte[]... tail) {
        ByteBuffer entry = block();
        byte[] end = joined(tail);
        entry.putShort(20, (short) 4)
                .put(27, (byte) type)
                .putShort(34, (short) form)
                .putLong(56, length);
        entry.putShort(extended ? 92 : 84, (short) (1 << 12 | 120)).putShort(extended ? 94 : 86, (short) 2020);
        entry.put(extended ? 96 : 88, new byte[] {11, 4, 13, 33, 22});
        entry.putInt(extended ? 212 : 172, end.length).put(extended ? 216 : 176, end);
        return sealed(extended ? UdfTag.EXTENDED_FILE_ENTRY : UdfTag.FILE_ENTRY, block, entry);
    }

    /** A file identifier of a name of Latin-1. */
    static byte[] identifier(String name, int block, int characteristics) {
        byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(38 + text.length + 1 + 3 & ~3).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(18, (byte) characteristics).put(19, (byte) (text.length + 1));
        bytes.putInt(20, 2048).putInt(24, block).put(38, (byte) 8).put(39, text);
        return sealed(UdfTag.FILE_IDENTIFIER, 0, bytes);
    }

    /** @param kind 0 recorded, 1 and 2 not, 3 a continuation */
    static byte[] extent(int form, int kind, int length, int block) {
        ByteBuffer bytes = ByteBuffer.allocate(form == LONG ? 16 : 8).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putInt(0, kind << 30 | length).putInt(4, block).array();
    }

    /** A block of more descriptors. */
    static byte[] continuation(int block, byte[]... extents) {
        byte[] all = joined(extents);
        return sealed(
                UdfTag.ALLOCATION_EXTENT, block, block().putInt(20, all.length).put(24, all));
    }

    /** Gives bytes the tag that they need. */
    static byte[] sealed(int kind, int location, ByteBuffer bytes) {
        int covered = bytes.capacity() - 16;
        bytes.putShort(0, (short) kind).putShort(2, (short) 2).put(4, (byte) 0).putInt(12, location);
        bytes.putShort(8, (short) UdfTag.crc(bytes, 16, covered)).putShort(10, (short) covered);
        int sum = 0;
        for (int i = 0; i < 16; i++) {
            sum += bytes.get(i);
        }
        return bytes.put(4, (byte) sum).array().clone();
    }

    static ByteBuffer block() {
        return ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
