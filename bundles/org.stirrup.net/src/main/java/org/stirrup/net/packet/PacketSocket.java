package org.stirrup.net.packet;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.Link;
import org.stirrup.net.PacketPort;
import org.stirrup.net.PacketReceiver;
import org.stirrup.net.linux.PacketCalls;

/** A packet socket and the thread that reads it. */
final class PacketSocket implements PacketPort {
    private static final Logger LOG = LoggerFactory.getLogger(PacketSocket.class);

    /** Longest packet that is read whole. */
    private static final int LONGEST_PACKET = 2048;

    private static final long PATIENCE_MILLIS = 5000;

    private final Link link;
    private final int etherType;
    private final MacAddress hardware;
    private final int socket;
    private final int waker;
    private final PacketCalls kernel;
    private final PacketReceiver receiver;
    private final Thread reader;
    private final AtomicLong unsent = new AtomicLong();

    private boolean closed;

    /** @param socket bound to the link; it and the waker are closed with this port */
    PacketSocket(
            Link link,
            int etherType,
            MacAddress hardware,
            int socket,
            int waker,
            PacketCalls kernel,
            PacketReceiver receiver) {
        this.link = link;
        this.etherType = etherType;
        this.hardware = hardware;
        this.socket = socket;
        this.waker = waker;
        this.kernel = kernel;
        this.receiver = receiver;
        this.reader = new Thread(this::read, "stirrup-packets-" + link.name());
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public MacAddress hardware() {
        return hardware;
    }

    @Override
    public synchronized void send(ByteBuffer packet, MacAddress to) {
        if (closed) {
            return;
        }
        byte[] bytes = new byte[packet.remaining()];
        packet.duplicate().get(bytes);
        try {
            kernel.send(socket, bytes, link.index(), etherType, to);
        } catch (LastErrorException e) {
            // One line for the 1st, 10th, 100th...: a cable that is out must not fill the log.
            long count = unsent.incrementAndGet();
            if (Math.pow(10, Math.floor(Math.log10(count))) == count) {
                LOG.warn("{}: cannot send to {}: {} ({} so far)", link.name(), to, e.getMessage(), count);
            }
        }
    }

    private void read() {
        byte[] buffer = new byte[LONGEST_PACKET];
        try {
            while (kernel.await(socket, waker)) {
                PacketCalls.Received packet = kernel.receive(socket, buffer);
                if (packet.length() >= 0) {
                    hand(packet, buffer);
                }
            }
        } catch (LastErrorException e) {
            LOG.error("{}: nothing below IP is heard any more: {}", link.name(), e.getMessage());
        }
    }

    private void hand(PacketCalls.Received packet, byte[] buffer) {
        try {
            receiver.received(this, packet.from(), ByteBuffer.wrap(buffer, 0, packet.length()));
        } catch (RuntimeException e) {
            LOG.error("{}: fault while handling a packet from {}", link.name(), packet.from(), e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        kernel.wake(waker);
        try {
            reader.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (reader.isAlive()) {
            // Its descriptors may be anybody's once they are closed.
            LOG.warn("{}: a packet takes long to handle; its socket is left open", link.name());
            return;
        }
        kernel.close(socket);
        kernel.close(waker);
    }
}
