package org.stirrup.iso9660;

import java.io.IOException;
import java.util.Map;

/** Turns a directory's bytes into entries. */
interface FolderReader {
    /** The entries by name, in the order of the disc. Where two have one name the first counts, as in Linux. */
    Map<String, IsoEntry> read(IsoEntry.Folder folder) throws IOException;
}
