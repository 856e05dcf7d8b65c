package org.stirrup.net.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.stirrup.net.Receiver;
import org.stirrup.net.UdpPort;

/** Keeps what a port received. */
final class Inbox implements Receiver {
    /** A datagram, read as text. */
    record Letter(String text, InetSocketAddress from) {}

    private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();

    @Override
    public void received(UdpPort port, InetSocketAddress from, ByteBuffer payload) {
        letters.add(new Letter(StandardCharsets.US_ASCII.decode(payload).toString(), from));
    }

    /** The next datagram; fails the test when none comes. */
    Letter next() throws InterruptedException {
        Letter letter = letters.poll(60, TimeUnit.SECONDS);
        if (letter == null) {
            throw new AssertionError("nothing was received within 60 s");
        }
        return letter;
    }

    int waiting() {
        return letters.size();
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
