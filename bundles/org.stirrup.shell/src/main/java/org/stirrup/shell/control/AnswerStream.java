package org.stirrup.shell.control;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Output of a command as frames of one kind: the kind (one byte), a length (four bytes, big-endian), the bytes.
 *
 * <p>Written to the channel itself: the streams that Java makes of a channel wait for each other, and a reader waits
 * here all the time.
 */
final class AnswerStream extends OutputStream {
    private static final int HEADER = 5;

    private final SocketChannel to;
    private final char kind;

    AnswerStream(SocketChannel to, char kind) {
        this.to = to;
        this.kind = kind;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        ByteBuffer frame = ByteBuffer.allocate(HEADER + length)
                .put((byte) kind)
                .putInt(length)
                .put(bytes, offset, length)
                .flip();
        synchronized (to) {
            while (frame.hasRemaining()) {
                to.write(frame);
            }
        }
    }
}
