package org.stirrup.image.mount;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.stirrup.api.content.Resource;

/**
 * A file as an archive that the Linux kernel unpacks into its RAM disk: one entry and the trailer, in the format "newc"
 * of cpio(5). Made while it is read, so that it costs neither disk nor memory.
 */
final class Archive {
    /** Sizes have eight hexadecimal digits. */
    private static final long MOST = 0xffff_ffffL;

    private static final int REGULAR_FILE = 0100444;
    private static final String TRAILER = "TRAILER!!!";

    private Archive() {}

    /** Whether a file is small enough. */
    static boolean holds(Resource file) {
        return file.size() <= MOST;
    }

    /** @param name that it has in the archive, without a slash at its beginning */
    static Resource of(String name, Resource file) {
        String trailer = "\0".repeat(padding(file.size())) + header(TRAILER, 0, 0, 0);
        return new JoinedResource(
                List.of(
                        bytes(header(name, REGULAR_FILE, file.modified().getEpochSecond(), file.size()), file),
                        file,
                        bytes(trailer, file)),
                file.modified());
    }

    private static Resource bytes(String text, Resource file) {
        return Resource.of(text.getBytes(StandardCharsets.US_ASCII), file.modified());
    }

    /** Inode, mode, user, group, links, time, size, two devices of two numbers each, length of the name, checksum. */
    private static String header(String name, int mode, long seconds, long size) {
        long time = Math.max(0, Math.min(seconds, MOST));
        String header = "070701"
                + String.format(
                        "%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
                        1, mode, 0, 0, 1, time, size, 0, 0, 0, 0, name.length() + 1, 0)
                + name
                + '\0';
        return header + "\0".repeat(padding(header.length()));
    }

    private static int padding(long length) {
        return (int) (-length & 3);
    }
}
