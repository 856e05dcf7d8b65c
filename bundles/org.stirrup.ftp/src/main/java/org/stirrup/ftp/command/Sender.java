package org.stirrup.ftp.command;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.stirrup.api.content.Resource;

/**
 * Sends to a data connection. A client that takes nothing for a while, because its power was cut, does not hold the
 * thread for ever.
 */
final class Sender implements Closeable {
    private static final long CHUNK = 64L << 20;
    private static final int TEXT_BUFFER = 64 << 10;

    private final SocketChannel channel;
    private final Duration patience;
    private Selector selector;
    private long sent;

    /** @param channel not blocking */
    Sender(SocketChannel channel, Duration patience) {
        this.channel = channel;
        this.patience = patience;
    }

    /** Bytes that went to the connection so far. */
    long sent() {
        return sent;
    }

    /** Sends bytes as they are (TYPE I), from the file to the network without a copy where the system can. */
    void binary(Resource.Content content, long from, long to) throws IOException {
        long position = from;
        while (position < to) {
            long count = content.transferTo(position, Math.min(to - position, CHUNK), channel);
            if (count > 0) {
                position += count;
                sent += count;
            } else {
                // Nothing went: the connection is full, or the file has become shorter since its size was told.
                if (content.read(ByteBuffer.allocate(1), position) < 0) {
                    throw new EOFException("ends at byte " + position + " of " + to);
                }
                awaitRoom();
            }
        }
    }

    /** Sends lines (TYPE A): a line feed that follows no carriage return gets one (RFC 959, section 3.1.1.1). */
    void text(Resource.Content content) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(TEXT_BUFFER);
        ByteBuffer out = ByteBuffer.allocate(2 * TEXT_BUFFER);
        byte last = 0;
        for (long position = 0; content.read(in, position) > 0; ) {
            in.flip();
            position += in.remaining();
            while (in.hasRemaining()) {
                byte b = in.get();
                if (b == '\n' && last != '\r') {
                    out.put((byte) '\r');
                }
                out.put(b);
                last = b;
            }
            bytes(out.flip());
            in.clear();
            out.clear();
        }
    }

    void bytes(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int count = channel.write(bytes);
            sent += count;
            if (count == 0) {
                awaitRoom();
            }
        }
    }

    private void awaitRoom() throws IOException {
        if (selector == null) {
            selector = Selector.open();
            channel.register(selector, SelectionKey.OP_WRITE);
        }
        if (selector.select(patience.toMillis()) == 0) {
            throw new SocketTimeoutException("the client took nothing for " + patience.toSeconds() + " s");
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        if (selector != null) {
            selector.close();
        }
    }
}
