package org.stirrup.iso9660;

import java.util.List;

/** What stands at a path of the image, symbolic links followed. */
public sealed interface IsoLookup {
    /** A file. */
    record File(IsoEntry.File file) implements IsoLookup {}

    /**
     * A folder.
     *
     * @param ancestors the folders that it lies in, the root first, itself last
     */
    record Folder(IsoEntry.Folder folder, List<IsoEntry.Folder> ancestors) implements IsoLookup {}

    /** Nothing. @param because for a person */
    record Absent(String because) implements IsoLookup {}

    /** A link out of the image, a loop of links, a device. @param because for a person */
    record Refused(String because) implements IsoLookup {}
}
