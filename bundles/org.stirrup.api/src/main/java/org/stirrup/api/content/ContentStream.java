package org.stirrup.api.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads an open resource from front to back. */
final class ContentStream extends InputStream {
    private final Resource.Content content;
    private long position;

    ContentStream(Resource.Content content, long offset) {
        this.content = content;
        this.position = offset;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = content.read(ByteBuffer.wrap(into, offset, length), position);
        position += Math.max(count, 0);
        return count;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
