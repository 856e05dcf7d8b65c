package org.stirrup.tftp.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stirrup.api.content.Resource;

/**
 * A text as mode netascii wants it (RFC 1350, section 1; RFC 764): a line feed becomes carriage return and line feed, a
 * carriage return becomes carriage return and zero. Where a block begins in the file depends on all before it, so the
 * beginnings of the latest window are remembered.
 */
public final class NetasciiSource implements BlockSource {
    private static final int NONE = -1;

    private final ReadAhead file;
    private final int blockSize;
    private final ByteBuffer one = ByteBuffer.allocate(1);
    private final Map<Long, Mark> marks;

    /** Where a block begins. @param position in the file @param pending second byte of a pair that was cut, or -1 */
    private record Mark(long position, int pending) {}

    /** @param size what the content's resource said, in bytes */
    public NetasciiSource(Resource.Content content, long size, int blockSize, int windowSize) {
        this.file = new ReadAhead(content, size);
        this.blockSize = blockSize;
        this.marks = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Mark> eldest) {
                return size() > windowSize + 1;
            }
        };
        marks.put(1L, new Mark(0, NONE));
    }

    @Override
    public void read(long block, ByteBuffer into) throws IOException {
        Mark mark = marks.get(block);
        if (mark == null) {
            throw new IOException("block " + block + " is out of the order that netascii needs");
        }
        long position = mark.position();
        int pending = mark.pending();
        for (int count = 0; count < blockSize; count++) {
            if (pending != NONE) {
                into.put((byte) pending);
                pending = NONE;
            } else if (position < file.size()) {
                byte next = byteAt(position++);
                into.put(next == '\n' ? (byte) '\r' : next);
                pending = next == '\n' ? '\n' : next == '\r' ? 0 : NONE;
            } else {
                return;
            }
        }
        marks.put(block + 1, new Mark(position, pending));
    }

    private byte byteAt(long position) throws IOException {
        file.copy(position, 1, one.clear());
        return one.get(0);
    }
}
