package org.stirrup.iso9660;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a line of a folder of the image stands for. */
public sealed interface IsoEntry {
    /** One path segment. */
    String name();

    Instant modified();

    /**
     * A file.
     *
     * @param size in bytes
     * @param extents where its bytes lie, in their order; several when it is larger than 4 GiB
     */
    record File(String name, Instant modified, long size, List<Extent> extents) implements IsoEntry {
        public File {
            extents = List.copyOf(extents);
        }

        /** The bytes from a position up to the end of their extent; empty at or past the end of the file. */
        public Optional<Extent> from(long position) {
            long rest = position;
            for (Extent extent : extents) {
                if (rest < extent.length()) {
                    return Optional.of(new Extent(extent.offset() + rest, extent.length() - rest));
                }
                rest -= extent.length();
            }
            return Optional.empty();
        }
    }

    /**
     * A folder.
     *
     * @param offset byte of the image where its directory starts, in UDF its file entry; two folders with one offset are the same
     * @param length of its directory in bytes; 0 when only the directory itself says so
     */
    record Folder(String name, Instant modified, long offset, long length) implements IsoEntry {}

    /**
     * A symbolic link.
     *
     * @param target as written: relative to the folder that holds it, or absolute with a leading slash
     */
    record Link(String name, Instant modified, String target) implements IsoEntry {}

    /**
     * Something whose bytes are not to be had.
     *
     * @param because for a person: "a device", "compressed with zisofs"
     */
    record Special(String name, Instant modified, String because) implements IsoEntry {}

    /**
     * One whose record breaks the format; its neighbours may be sound.
     *
     * @param because what is wrong
     * @param offset byte of the image where the fault lies
     */
    record Broken(String name, Instant modified, String because, long offset) implements IsoEntry {}
}
