package org.stirrup.ftp.command;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * The data connection that a client asked for with PASV, EPSV, PORT or EPRT, and the one it gets by that. It leads to
 * the client's own address only: neither can the server be sent to attack a third machine (RFC 2577, section 3), nor
 * can a third machine take a client's file.
 */
final class DataConnection implements Closeable {
    private static final int CONNECT_MILLIS = 30_000;

    private final InetAddress server;
    private final InetAddress client;
    private final PassivePorts ports;
    private ServerSocketChannel listening;
    private InetSocketAddress target;
    private SocketChannel open;

    DataConnection(InetAddress server, InetAddress client, PassivePorts ports) {
        this.server = server;
        this.client = client;
        this.ports = ports;
    }

    /** Waits for the client to connect. @return where */
    synchronized InetSocketAddress passive() throws IOException {
        close();
        listening = ports.open(server);
        return (InetSocketAddress) listening.getLocalAddress();
    }

    /**
     * Will connect to the client.
     *
     * @throws IllegalArgumentException when that is not the client's address, or a port below 1024
     */
    synchronized void active(InetSocketAddress address) throws IOException {
        if (!address.getAddress().equals(client)) {
            throw new IllegalArgumentException("data connections lead to the client's own address only");
        }
        if (address.getPort() < 1024) {
            throw new IllegalArgumentException("port " + address.getPort() + " is below 1024");
        }
        close();
        target = address;
    }

    synchronized boolean prepared() {
        return listening != null || target != null;
    }

    /** @return the connection, not blocking; closed by {@link #close} */
    SocketChannel open() throws IOException {
        SocketChannel channel = listening == null ? connect() : accept();
        synchronized (this) {
            open = channel;
        }
        channel.configureBlocking(false);
        return channel;
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(server, 0));
            channel.socket().connect(target, CONNECT_MILLIS);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private SocketChannel accept() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECT_MILLIS);
        while (true) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("the client did not connect");
            }
            listening.socket().setSoTimeout((int) left);
            SocketChannel channel = listening.socket().accept().getChannel();
            if (channel.socket().getInetAddress().equals(client)) {
                return channel;
            }
            channel.close();
        }
    }

    /** Ends it, also in the middle of a transfer of another thread; it may be asked for again after that. */
    @Override
    public synchronized void close() throws IOException {
        SocketChannel transfer = open;
        ServerSocketChannel port = listening;
        target = null;
        open = null;
        listening = null;
        try {
            if (transfer != null) {
                transfer.close();
            }
        } finally {
            if (port != null) {
                port.close();
            }
        }
    }
}
