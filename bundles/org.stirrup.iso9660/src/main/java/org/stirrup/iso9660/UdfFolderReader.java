package org.stirrup.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a directory's file identifier descriptors (ECMA-167, 4/14.4) and the file entry of each. A folder is known by
 * the byte where its file entry stands.
 */
final class UdfFolderReader implements FolderReader {
    private static final int MOST_BYTES = 32 << 20;
    private static final int MOST_EXTENTS = 1024;

    private static final int ROOT = 400; // of the file set: where its root stands
    private static final int HEADER = 38;
    private static final int HIDDEN = 0x01; // Linux does not show these either
    private static final int DELETED = 0x04;
    private static final int PARENT = 0x08;

    private final ImageBytes image;
    private final UdfVolume volume;

    UdfFolderReader(ImageBytes image, UdfVolume volume) {
        this.image = image;
        this.volume = volume;
    }

    /** By the file set descriptor (ECMA-167, 4/14.1). */
    IsoEntry.Folder root() throws IOException {
        UdfReading reading = new UdfReading(image, volume);
        UdfReading.Block fileSet = reading.descriptor(volume.fileSet(), volume.at(), "UDF file set");
        if (fileSet.kind() != UdfTag.FILE_SET) {
            throw new IsoException("no UDF file set descriptor", fileSet.at());
        }
        long at = fileSet.at() + ROOT;
        UdfFileEntry root = UdfFileEntry.read(reading, UdfExtent.ofLong(fileSet.bytes(), ROOT), at);
        if (root.type() != UdfFileEntry.FOLDER) {
            throw new IsoException("the root of the UDF volume is no folder", root.at());
        }
        return new IsoEntry.Folder("", root.modified(), root.at(), 0);
    }

    @Override
    public Map<String, IsoEntry> read(IsoEntry.Folder folder) throws IOException {
        UdfReading reading = new UdfReading(image, volume);
        UdfFileEntry self = UdfFileEntry.read(reading, volume.blockAt(folder.offset()), folder.offset());
        ByteBuffer directory = bytesOf(self);
        Map<String, IsoEntry> entries = new LinkedHashMap<>();
        int names = 0;
        int position = 0;
        while (position < directory.limit()) {
            long at = byteOf(self, position);
            if (position + HEADER > directory.limit()) {
                throw new IsoException("directory that ends within a record", at);
            }
            int nameLength = directory.get(position + 19) & 0xff;
            int name = position + HEADER + (directory.getShort(position + 36) & 0xffff);
            if (name + nameLength > directory.limit()) {
                throw new IsoException("directory that ends within a name", at);
            }
            int end = Math.min(name + nameLength + 3 & ~3, directory.limit());
            if (UdfTag.checkSums(directory, position, end, at) != UdfTag.FILE_IDENTIFIER) {
                throw new IsoException("no file identifier in a UDF directory", at);
            }
            if ((directory.get(position + 18) & (HIDDEN | DELETED | PARENT)) == 0) {
                if (++names > DirectoryReader.MOST_ENTRIES) {
                    throw new IsoException("directory of more than " + DirectoryReader.MOST_ENTRIES + " entries", at);
                }
                String text = DirectoryReader.checked(UdfText.decode(directory.array(), name, nameLength, at), at);
                UdfExtent icb = UdfExtent.ofLong(directory, position + 20);
                entries.putIfAbsent(text, entry(text, icb, reading, at));
            }
            position = end;
        }
        return entries;
    }

    private IsoEntry entry(String name, UdfExtent icb, UdfReading reading, long at) throws IOException {
        UdfFileEntry said;
        try {
            said = UdfFileEntry.read(reading, icb, at);
        } catch (IsoException e) {
            if (reading.isOver()) {
                throw e;
            }
            return new IsoEntry.Broken(name, IsoTime.UNSPECIFIED, e.what(), e.offset());
        }
        if (said.type() == UdfFileEntry.FOLDER) {
            return new IsoEntry.Folder(name, said.modified(), said.at(), 0);
        } else if (!said.isFile()) {
            String because = said.type() == UdfFileEntry.LINK
                    ? "a symbolic link of UDF, which is not followed"
                    : "a device, pipe or socket";
            return new IsoEntry.Special(name, said.modified(), because);
        } else if (said.allocation().holes()) {
            return new IsoEntry.Special(name, said.modified(), "recorded with holes");
        }
        return new IsoEntry.File(
                name, said.modified(), said.length(), said.allocation().extents());
    }

    /** The directory in one piece: its records go on across blocks and extents. */
    private ByteBuffer bytesOf(UdfFileEntry folder) throws IOException {
        if (folder.type() != UdfFileEntry.FOLDER || folder.allocation().holes()) {
            throw new IsoException("no UDF directory, or one with holes", folder.at());
        }
        if (folder.length() > MOST_BYTES) {
            throw new IsoException("directory of " + folder.length() + " bytes", folder.at());
        }
        if (folder.allocation().extents().size() > MOST_EXTENTS) {
            throw new IsoException("directory in more than " + MOST_EXTENTS + " pieces", folder.at());
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) folder.length()).order(ByteOrder.LITTLE_ENDIAN);
        for (Extent extent : folder.allocation().extents()) {
            bytes.put(image.read(extent.offset(), (int) extent.length(), "directory"));
        }
        return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Byte of the image where a byte of the directory lies. */
    private static long byteOf(UdfFileEntry folder, int position) {
        long rest = position;
        for (Extent extent : folder.allocation().extents()) {
            if (rest < extent.length()) {
                return extent.offset() + rest;
            }
            rest -= extent.length();
        }
        return folder.at();
    }
}
