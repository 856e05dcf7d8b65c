package org.stirrup.tftp.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.stirrup.api.content.Resource;

/**
 * Reads a file in pieces larger than a block, so that not every block costs a system call. Every transfer has one, and
 * there may be thousands at once.
 */
final class ReadAhead {
    private static final int PIECE = 8 * 1024;

    private final Resource.Content content;
    private final long size;
    private final ByteBuffer piece;
    private long start;

    /** @param size what the content's resource said when it was opened, in bytes */
    ReadAhead(Resource.Content content, long size) {
        this.content = content;
        this.size = size;
        this.piece = ByteBuffer.allocate((int) Math.min(size, PIECE)).limit(0);
    }

    /** The file's size in bytes. */
    long size() {
        return size;
    }

    /** Copies bytes of the file. @param length not beyond the file's end */
    void copy(long position, int length, ByteBuffer into) throws IOException {
        long from = position;
        int left = length;
        while (left > 0) {
            if (from < start || from >= start + piece.limit()) {
                fill(from);
            }
            int offset = (int) (from - start);
            int count = Math.min(left, piece.limit() - offset);
            into.put(piece.array(), offset, count);
            from += count;
            left -= count;
        }
    }

    private void fill(long position) throws IOException {
        piece.clear();
        int count = content.read(piece, position);
        piece.flip();
        start = position;
        if (count <= 0) {
            throw new IOException("the file ends at byte " + position + ", it had " + size + " when it was opened");
        }
    }
}
