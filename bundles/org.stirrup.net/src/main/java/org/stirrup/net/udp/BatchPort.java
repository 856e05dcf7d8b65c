package org.stirrup.net.udp;

import com.sun.jna.LastErrorException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.Link;
import org.stirrup.net.Receiver;
import org.stirrup.net.linux.DatagramCalls;
import org.stirrup.net.linux.Datagrams;
import org.stirrup.net.linux.Kernel;

/**
 * A port for many clients at once: one thread reads all the datagrams that have arrived with one call to the kernel,
 * and sends what they were answered with another. The more clients, the fewer calls each costs.
 */
final class BatchPort implements OpenSocket {
    private static final Logger LOG = LoggerFactory.getLogger(BatchPort.class);

    /** Datagrams read at once. Longest one that is read whole: DHCP and TFTP clients send far less. */
    private static final int AT_ONCE = 64;

    private static final int LONGEST_DATAGRAM = 2048;

    private static final int SOCKET_BUFFER = 1 << 20;

    /** How long one that the network does not take is waited for; a client that misses it asks again. */
    private static final int PATIENCE_MILLIS = 100;

    private static final long DEAF_MILLIS = 1000;

    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    private final Link link;
    private final Neighbours neighbours;
    private final DatagramCalls calls;
    private final int socket;
    private final InetSocketAddress local;
    private final Thread thread;
    private final Unsent unsent;

    /** Under its own lock, as is closing: a descriptor that is closed may soon be anybody's. */
    private final Outbox outbox;

    private volatile Receiver receiver;
    private volatile boolean closed;

    private BatchPort(Link link, Kernel kernel, DatagramCalls calls, int socket, int port) {
        this.link = link;
        this.neighbours = new Neighbours(kernel, link.name());
        this.calls = calls;
        this.socket = socket;
        this.local = new InetSocketAddress(link.address(), port);
        this.unsent = new Unsent(link.name());
        this.outbox = new Outbox(calls, socket, link.name(), (to, why) -> unsent.add(local, to, why));
        this.thread = new Thread(this::hear, "stirrup-udp-" + local.getPort());
        thread.setDaemon(true);
    }

    /**
     * Opens a port that is tied to the link where this process may do that. It hears nothing before it is told to whom
     * and to {@link #listen}.
     *
     * @param at the address and port it is bound to
     * @throws LastErrorException when it cannot be had
     */
    static BatchPort open(Link link, InetSocketAddress at, Kernel kernel, DatagramCalls calls) {
        int socket = calls.socket(SOCKET_BUFFER, PATIENCE_MILLIS);
        try {
            // Before it is bound: so it never hears another link.
            kernel.bindToDevice(socket, link.name());
            if (at.getPort() != 0) {
                calls.share(socket);
            }
            return new BatchPort(link, kernel, calls, socket, calls.bind(socket, at));
        } catch (LastErrorException e) {
            calls.closeSocket(socket);
            throw e;
        }
    }

    @Override
    public void receiver(Receiver next) {
        receiver = next;
    }

    void listen() {
        thread.start();
    }

    private void hear() {
        Datagrams arrived = new Datagrams(AT_ONCE, AT_ONCE * LONGEST_DATAGRAM);
        boolean deaf = false;
        while (!closed) {
            for (int i = 0; i < AT_ONCE; i++) {
                arrived.place(i, i * LONGEST_DATAGRAM, LONGEST_DATAGRAM);
                arrived.segments(i, 0);
            }
            try {
                int count = calls.receive(socket, arrived);
                deaf = false;
                for (int i = 0; i < count && !closed; i++) {
                    take(arrived.from(i), arrived.view(i * LONGEST_DATAGRAM, arrived.received(i)));
                }
                flush();
            } catch (LastErrorException e) {
                if (e.getErrorCode() != EINTR && e.getErrorCode() != EAGAIN && !closed) {
                    if (!deaf) {
                        LOG.error(
                                "{} on {} hears nothing: {}; tried again every second",
                                local,
                                link.name(),
                                e.getMessage());
                    }
                    deaf = true;
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(DEAF_MILLIS));
                }
            }
        }
    }

    private void take(InetSocketAddress from, ByteBuffer payload) {
        try {
            receiver.received(this, from, payload);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("UDP port {} on {}: fault while handling a datagram", local, link.name(), e);
        }
    }

    private void flush() {
        synchronized (outbox) {
            if (!closed) {
                outbox.flush();
            }
        }
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public void send(ByteBuffer payload, InetSocketAddress to) {
        sendAll(payload, Math.max(1, payload.remaining()), to);
    }

    @Override
    public void sendAll(ByteBuffer payloads, int length, InetSocketAddress to) {
        if (!(to.getAddress() instanceof Inet4Address)) {
            unsent.add(local, to, "not an IPv4 address");
            return;
        }
        synchronized (outbox) {
            if (closed) {
                return;
            }
            outbox.add(payloads, length, to);
            // What is sent while datagrams are being handled leaves when all of them are.
            if (Thread.currentThread() != thread) {
                outbox.flush();
            }
        }
    }

    @Override
    public void send(ByteBuffer payload, InetSocketAddress to, MacAddress hardware) {
        send(payload, neighbours.reach(to, hardware));
    }

    @Override
    public boolean inherited() {
        return false;
    }

    @Override
    public void handOn() {
        close();
    }

    @Override
    public void close() {
        synchronized (outbox) {
            if (closed) {
                return;
            }
            closed = true;
        }
        calls.wake(socket);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            // Its descriptor cannot be given back under its feet.
            LOG.warn("{} on {}: the port is still busy though it was closed", local, link.name());
            return;
        }
        calls.closeSocket(socket);
    }
}
