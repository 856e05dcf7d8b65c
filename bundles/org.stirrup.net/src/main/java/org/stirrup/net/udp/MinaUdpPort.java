package org.stirrup.net.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioDatagramAcceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.Link;
import org.stirrup.net.Receiver;
import org.stirrup.net.linux.Kernel;

/** A port on an acceptor of its own. Datagrams are sent on the caller's thread; what the kernel's queue cannot take waits. */
final class MinaUdpPort extends IoHandlerAdapter implements OpenSocket {
    private static final Logger LOG = LoggerFactory.getLogger(MinaUdpPort.class);
    static final InetAddress EVERYBODY = address(-1);
    static final InetAddress ANY = address(0);

    /** Longest datagram that is read whole: more than an Ethernet frame carries; DHCP and TFTP clients send far less. */
    private static final int LONGEST_DATAGRAM = 2048;

    /** Bytes for what waits to be read or sent; the kernel may grant less (net.core.rmem_max, wmem_max). */
    private static final int SOCKET_BUFFER = 1 << 20;

    /** Remote addresses whose MINA session is kept. */
    private static final int SESSIONS = 2048;

    private final Link link;
    private final InetAddress address;
    private volatile Receiver receiver;
    private final ExecutorService threads = Executors.newCachedThreadPool(MinaUdpPort::daemon);
    private final NioDatagramAcceptor acceptor = new NioDatagramAcceptor(threads);
    private final BoundedSessions sessions = new BoundedSessions(SESSIONS);

    private final Unsent unsent;
    private final Neighbours neighbours;

    /** Held shared while MINA makes a session: it waits for a lock that closing keeps while it waits for the I/O thread. */
    private final ReadWriteLock gate = new ReentrantReadWriteLock();

    private boolean closed;
    private volatile InetSocketAddress bound;
    private volatile InetSocketAddress local;

    /**
     * A receiver is to be set before it is bound.
     *
     * @param address the appliance's on the link; datagrams of the other family are not heard
     */
    MinaUdpPort(Link link, InetAddress address, Kernel kernel) {
        this.link = link;
        this.address = address;
        this.neighbours = new Neighbours(kernel, link.name());
        this.unsent = new Unsent(link.name());
        acceptor.setHandler(this);
        acceptor.setSessionRecycler(sessions);
        acceptor.getSessionConfig().setReadBufferSize(LONGEST_DATAGRAM);
        acceptor.getSessionConfig().setReceiveBufferSize(SOCKET_BUFFER);
        acceptor.getSessionConfig().setSendBufferSize(SOCKET_BUFFER);
    }

    /** Binds to all addresses, beside other sockets on the same port; the step then narrows it to one interface. */
    void bindShared(int port, BeforeFirstRead step) throws IOException {
        acceptor.getSessionConfig().setReuseAddress(true);
        acceptor.getSessionConfig().setBroadcast(true);
        acceptor.addListener(step);
        bind(new InetSocketAddress(port));
    }

    /** Binds to the link's address. */
    void bindAlone(int port) throws IOException {
        acceptor.getSessionConfig().setReuseAddress(false);
        acceptor.getSessionConfig().setBroadcast(true);
        bind(new InetSocketAddress(address, port));
    }

    /** Binds to the link's address, beside a socket on the same port that is bound to all. */
    void bindToAddress(int port) throws IOException {
        acceptor.getSessionConfig().setReuseAddress(port != 0);
        bind(new InetSocketAddress(address, port));
    }

    private void bind(InetSocketAddress at) throws IOException {
        acceptor.bind(at);
        bound = acceptor.getLocalAddress();
        local = new InetSocketAddress(address, bound.getPort());
    }

    @Override
    public void receiver(Receiver next) {
        receiver = next;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    /** How many remote addresses MINA holds a session for. */
    int sessions() {
        return acceptor.getManagedSessionCount();
    }

    @Override
    public void sessionCreated(IoSession session) {
        sessions.ready(session);
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        InetSocketAddress from = (InetSocketAddress) session.getRemoteAddress();
        // The socket may be of both families.
        if (from.getAddress().getClass() == address.getClass() && local != null) {
            receiver.received(this, from, ((IoBuffer) message).buf());
        }
    }

    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        if (cause instanceof IOException) {
            unsent.add(local, (InetSocketAddress) session.getRemoteAddress(), cause.getMessage());
        } else {
            LOG.error("UDP port {} on {}: fault while handling a datagram", local, link.name(), cause);
        }
    }

    @Override
    public void send(ByteBuffer payload, InetSocketAddress to) {
        IoSession session = sessions.writable(to).orElseGet(() -> newSession(to));
        if (session != null) {
            session.write(IoBuffer.wrap(payload.duplicate()));
        }
    }

    @Override
    public void send(ByteBuffer payload, InetSocketAddress to, MacAddress hardware) {
        send(payload, neighbours.reach(to, hardware));
    }

    private IoSession newSession(InetSocketAddress to) {
        gate.readLock().lock();
        try {
            return closed ? null : acceptor.newSession(to, bound);
        } catch (RuntimeException e) {
            unsent.add(local, to, e.getMessage());
            return null;
        } finally {
            gate.readLock().unlock();
        }
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
        gate.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            gate.writeLock().unlock();
        }
        acceptor.dispose(false);
        threads.shutdown();
        awaitEnd();
    }

    /** The descriptor is closed by the I/O thread; until then the port is not free. */
    private void awaitEnd() {
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("{} on {}: the port is still busy 5 s after it was closed", local, link.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    /** @param part each of its four bytes */
    private static InetAddress address(int part) {
        byte each = (byte) part;
        try {
            return InetAddress.getByAddress(new byte[] {each, each, each, each});
        } catch (IOException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
