package org.stirrup.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * What the volume descriptors say (ECMA-119, section 8).
 *
 * @param identifier volume label
 * @param blockSize in bytes; locations count in it
 * @param root where the root directory of the primary descriptor lies
 * @param jolietRoot the same of the Joliet descriptor, if there is one
 * @param bootCatalogue byte of the El Torito catalogue
 */
record Volume(String identifier, int blockSize, Extent root, Extent jolietRoot, OptionalLong bootCatalogue) {
    private static final int FIRST_DESCRIPTOR = 16;
    private static final int MOST_DESCRIPTORS = 64;

    private static final int BOOT_RECORD = 0;
    private static final int PRIMARY = 1;
    private static final int SUPPLEMENTARY = 2;
    private static final int TERMINATOR = 255;

    static Volume read(ImageBytes image) throws IOException {
        ByteBuffer primary = null;
        ByteBuffer joliet = null;
        OptionalLong catalogue = OptionalLong.empty();
        for (int i = FIRST_DESCRIPTOR; i < FIRST_DESCRIPTOR + MOST_DESCRIPTORS; i++) {
            long at = (long) i * ImageBytes.SECTOR;
            if (at + ImageBytes.SECTOR > image.length()) {
                if (primary != null) {
                    break;
                }
                throw TruncatedImageException.withoutHeader(image.length(), at + ImageBytes.SECTOR);
            }
            ByteBuffer descriptor = image.read(at, ImageBytes.SECTOR, "volume descriptor");
            if (!text(descriptor, 1, 5).equals("CD001")) {
                if (primary != null) {
                    break;
                }
                throw new IsoException("no ISO 9660 volume descriptor: this is not a CD or DVD image", at);
            }
            int type = descriptor.get(0) & 0xff;
            if (type == TERMINATOR) {
                break;
            } else if (type == PRIMARY && primary == null) {
                primary = descriptor;
            } else if (type == SUPPLEMENTARY && isJoliet(descriptor)) {
                joliet = descriptor;
            } else if (type == BOOT_RECORD && text(descriptor, 7, 23).equals("EL TORITO SPECIFICATION")) {
                catalogue = OptionalLong.of((descriptor.getInt(71) & 0xffffffffL) * ImageBytes.SECTOR);
            }
        }
        if (primary == null) {
            throw new IsoException("no primary volume descriptor", (long) FIRST_DESCRIPTOR * ImageBytes.SECTOR);
        }
        return of(primary, joliet, catalogue, image.length());
    }

    private static Volume of(ByteBuffer primary, ByteBuffer joliet, OptionalLong catalogue, long length)
            throws IsoException {
        int blockSize = primary.getShort(128) & 0xffff;
        if (blockSize < 512 || blockSize > ImageBytes.SECTOR || Integer.bitCount(blockSize) != 1) {
            throw new IsoException(
                    "logical blocks of " + blockSize + " bytes", (long) FIRST_DESCRIPTOR * ImageBytes.SECTOR + 128);
        }
        long expected = (primary.getInt(80) & 0xffffffffL) * blockSize;
        if (expected > length) {
            throw new TruncatedImageException(length, expected);
        }
        return new Volume(
                IsoException.printable(text(primary, 40, 32)).strip(),
                blockSize,
                rootOf(primary, blockSize),
                joliet == null ? null : rootOf(joliet, blockSize),
                catalogue);
    }

    private static Extent rootOf(ByteBuffer descriptor, int blockSize) {
        // The root's directory record stands at 156: its extent at 2, its length at 10 (ECMA-119, 8.4.18 and 9.1).
        long location = (descriptor.getInt(158) & 0xffffffffL) + (descriptor.get(157) & 0xff);
        return new Extent(location * blockSize, descriptor.getInt(166) & 0xffffffffL);
    }

    /** UCS-2 levels 1 to 3 are announced by %/@, %/C and %/E in the escape sequences field. */
    private static boolean isJoliet(ByteBuffer descriptor) {
        byte[] escape = Arrays.copyOfRange(descriptor.array(), 88, 91);
        return escape[0] == '%' && escape[1] == '/' && (escape[2] == '@' || escape[2] == 'C' || escape[2] == 'E');
    }

    private static String text(ByteBuffer bytes, int at, int length) {
        return new String(bytes.array(), at, length, StandardCharsets.ISO_8859_1);
    }
}
