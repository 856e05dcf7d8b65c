package org.stirrup.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a directory's bytes into entries, in the names that the image is shown by. */
final class DirectoryReader implements FolderReader {
    /** Of a folder in ISO 9660 or UDF: some 30 MiB of memory, ten times what the largest real ones of packages hold. */
    static final int MOST_ENTRIES = 131_072;

    private static final long MOST_BYTES = 256L * MOST_ENTRIES;
    private static final int MOST_EXTENTS = 4096;

    private final ImageBytes image;
    private final int blockSize;
    private final NameSpace names;
    private final int skip;

    /** @param skip see {@link SystemUse#read} */
    DirectoryReader(ImageBytes image, int blockSize, NameSpace names, int skip) {
        this.image = image;
        this.blockSize = blockSize;
        this.names = names;
        this.skip = skip;
    }

    /** The folder's own record, the first of its directory. */
    static DirectoryRecord self(ImageBytes image, long offset) throws IOException {
        DirectoryRecord self = DirectoryRecord.parse(image.read(offset, ImageBytes.SECTOR, "directory"), 0, offset);
        if (!self.isSelf()) {
            throw new IsoException("no directory: it does not start with a record of itself", offset);
        }
        return self;
    }

    @Override
    public Map<String, IsoEntry> read(IsoEntry.Folder folder) throws IOException {
        long length = Math.max(folder.length(), self(image, folder.offset()).size());
        if (length > MOST_BYTES) {
            throw new IsoException("directory of " + length + " bytes", folder.offset());
        }
        Map<String, IsoEntry> entries = new LinkedHashMap<>();
        List<DirectoryRecord> parts = new ArrayList<>();
        for (long done = 0; done < length; done += ImageBytes.SECTOR) {
            long at = folder.offset() + done;
            ByteBuffer sector = image.read(at, ImageBytes.SECTOR, "directory");
            int position = 0;
            while (position < ImageBytes.SECTOR && sector.get(position) != 0) { // 0: the rest of the sector is empty
                DirectoryRecord record = DirectoryRecord.parse(sector, position, at);
                position += sector.get(position) & 0xff;
                if (!record.isSelf() && !record.isParent() && !record.isAssociated()) {
                    take(record, parts, entries);
                }
            }
        }
        if (!parts.isEmpty()) {
            throw new IsoException(
                    "the last file of a directory goes on nowhere", parts.get(0).at());
        }
        return entries;
    }

    private void take(DirectoryRecord record, List<DirectoryRecord> parts, Map<String, IsoEntry> entries)
            throws IOException {
        if (!parts.isEmpty() && !Arrays.equals(parts.get(0).identifier(), record.identifier())) {
            throw new IsoException("a file of several extents is followed by another one", record.at());
        }
        parts.add(record);
        if (parts.size() > MOST_EXTENTS) {
            throw new IsoException("file of more than " + MOST_EXTENTS + " extents", record.at());
        }
        if (record.isContinued()) {
            return;
        }
        IsoEntry entry = entry(List.copyOf(parts));
        parts.clear();
        if (entry != null) {
            entries.putIfAbsent(entry.name(), entry);
        }
        if (entries.size() > MOST_ENTRIES) {
            throw new IsoException("directory of more than " + MOST_ENTRIES + " entries", record.at());
        }
    }

    /** Null when the record stands for nothing in this folder. */
    private IsoEntry entry(List<DirectoryRecord> parts) throws IOException {
        DirectoryRecord first = parts.get(0);
        String plainName = names.decode(first.identifier());
        if (names != NameSpace.ROCK_RIDGE) {
            return fileOrFolder(checked(plainName, first.at()), first.recorded(), parts);
        }
        RockRidge said = RockRidge.of(SystemUse.read(first, skip, image, blockSize));
        if (said.relocated()) {
            return null;
        }
        String name = checked(said.name().orElse(plainName), first.at());
        Instant modified = said.modified().orElse(first.recorded());
        int format = said.mode() & RockRidge.FORMAT;
        if (said.fault().isPresent()) {
            IsoException fault = said.fault().get();
            return new IsoEntry.Broken(name, modified, fault.what(), fault.offset());
        } else if (said.childLink().isPresent()) {
            return new IsoEntry.Folder(name, modified, said.childLink().getAsLong() * blockSize, 0);
        } else if (said.target().isPresent() || format == RockRidge.LINK) {
            return new IsoEntry.Link(name, modified, said.target().orElse(""));
        } else if (said.compressed()) {
            return new IsoEntry.Special(name, modified, "compressed with zisofs");
        } else if (format != 0 && format != RockRidge.REGULAR && format != RockRidge.FOLDER) {
            return new IsoEntry.Special(name, modified, "a device, pipe or socket");
        }
        return fileOrFolder(name, modified, parts);
    }

    private IsoEntry fileOrFolder(String name, Instant modified, List<DirectoryRecord> parts) {
        DirectoryRecord first = parts.get(0);
        if (first.isFolder()) {
            return new IsoEntry.Folder(name, modified, first.location() * blockSize, first.size());
        }
        List<Extent> extents = new ArrayList<>();
        long size = 0;
        for (DirectoryRecord part : parts) {
            Extent extent = new Extent(part.location() * blockSize, part.size());
            if (part.interleaved()) {
                return new IsoEntry.Special(name, modified, "recorded in interleaved pieces");
            } else if (extent.length() > 0 && extent.end() > image.length()) {
                String because = "ends at byte " + extent.end() + ", past the end of the image, which has "
                        + image.length() + " bytes";
                return new IsoEntry.Broken(name, modified, because, part.at());
            } else if (extent.length() > 0) { // writers give empty files any location
                extents.add(extent);
                size += extent.length();
            }
        }
        return new IsoEntry.File(name, modified, size, extents);
    }

    /** The name, if it can be one. */
    static String checked(String name, long at) throws IsoException {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw new IsoException("'" + name + "' cannot be a name", at);
        }
        return name;
    }
}
