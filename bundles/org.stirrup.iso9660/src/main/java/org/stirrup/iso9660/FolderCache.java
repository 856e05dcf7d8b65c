package org.stirrup.iso9660;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The directories read last, up to a number of entries in all. */
final class FolderCache {
    /** Some 300 bytes each, for every image. The folder asked for last always stays, however large. */
    static final int MOST_ENTRIES = 16_384;

    private final FolderReader reader;
    private final Map<Long, Map<String, IsoEntry>> folders = new LinkedHashMap<>(16, 0.75f, true);
    private int entries;

    FolderCache(FolderReader reader) {
        this.reader = reader;
    }

    /** The lock is held while a directory is read: forty PCs that ask for one folder cost one reading. */
    synchronized Map<String, IsoEntry> of(IsoEntry.Folder folder) throws IOException {
        Map<String, IsoEntry> known = folders.get(folder.offset());
        if (known != null) {
            return known;
        }
        Map<String, IsoEntry> read = reader.read(folder);
        folders.put(folder.offset(), read);
        entries += weight(read);
        Iterator<Map.Entry<Long, Map<String, IsoEntry>>> oldest =
                folders.entrySet().iterator();
        while (entries > MOST_ENTRIES && folders.size() > 1) {
            entries -= weight(oldest.next().getValue());
            oldest.remove();
        }
        return read;
    }

    /** A file in pieces counts as that many entries. */
    private static int weight(Map<String, IsoEntry> folder) {
        int weight = 1;
        for (IsoEntry entry : folder.values()) {
            weight += entry instanceof IsoEntry.File file
                    ? Math.max(1, file.extents().size())
                    : 1;
        }
        return weight;
    }
}
