package org.stirrup.http.listener;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.Requester;
import org.stirrup.api.swap.Drain;
import org.stirrup.http.exchange.Responder;

/** An open HTTP port on one address: a thread takes the clients in, a few {@linkplain Loop loops} serve them. */
final class HttpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);
    private static final int BACKLOG = 1024;
    private static final int MOST_LOOPS = 4;
    private static final long THREAD_REST_SECONDS = 60;
    private static final long LONGEST_END_SECONDS = 10;
    private static final long BREATH = TimeUnit.MILLISECONDS.toNanos(500);

    private final ServerSocketChannel server;
    private final Inet4Address link;
    private final Settings settings;
    private final Responder responder;
    private final Traffic traffic = new Traffic();
    private final Guard guard = new Guard();
    private final List<Loop> loops = new ArrayList<>();
    private final CompletableFuture<Void> ended;

    private HttpPort(ServerSocketChannel server, Inet4Address link, Settings settings, Responder responder, String name)
            throws IOException {
        this.server = server;
        this.link = link;
        this.settings = settings;
        this.responder = responder;
        ThreadPoolExecutor threads = threads(settings.threads(), name);
        int count = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < count; i++) {
            loops.add(new Loop(traffic, threads, guard));
        }
        this.ended = CompletableFuture.allOf(loops.stream().map(Loop::ended).toArray(CompletableFuture[]::new))
                .thenRun(() -> {
                    guard.end();
                    threads.shutdown();
                });
        loops.forEach(Loop::start);
        guard.over(loops, name + "-guard");
        Thread acceptor = new Thread(this::accept, name + "-accept");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /**
     * Opens it.
     *
     * @param address where it listens
     * @param link the appliance's IPv4 address on the link
     * @throws BindException when the port is taken or may not be had
     */
    static HttpPort open(InetAddress address, Inet4Address link, Settings settings, Responder responder)
            throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(new InetSocketAddress(address, settings.port()), BACKLOG);
            return new HttpPort(server, link, settings, responder, "stirrup-http-" + address.getHostAddress());
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Never interrupted: that would close the files that they read, which others may read too. */
    private static ThreadPoolExecutor threads(int most, String name) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most, most, THREAD_REST_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private void accept() {
        boolean complained = false;
        for (int i = 0; server.isOpen(); i++) {
            traffic.connections.acquireUninterruptibly();
            SocketChannel channel = null;
            try {
                channel = server.accept();
                complained = false;
                loops.get(i % loops.size()).give(connection(channel));
            } catch (IOException e) {
                traffic.connections.release();
                close(channel);
                if (server.isOpen() && channel == null) {
                    // No more files can be open; so it stays until something ends.
                    if (!complained) {
                        LOG.warn("HTTP: no client can be taken for the moment: {}", e.getMessage());
                        complained = true;
                    }
                    LockSupport.parkNanos(BREATH);
                }
            }
        }
    }

    private Connection connection(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (!(channel.getRemoteAddress() instanceof InetSocketAddress client)) {
            throw new ClosedChannelException();
        }
        Requester requester = new Requester("http", client.getAddress(), link);
        return new Connection(channel, requester, responder, traffic, settings.idleTimeout());
    }

    private static void close(SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("HTTP: a client that was gone at once did not close cleanly", e);
        }
    }

    /**
     * Closes the port for new connections. Answers under way go on; the connection of each is closed after it.
     *
     * @param name for people
     */
    Drain leave(String name) {
        traffic.leave();
        closePort();
        return new Drain() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int underWay() {
                return traffic.answering.get();
            }

            @Override
            public CompletionStage<Void> ended() {
                return ended;
            }

            @Override
            public void cutOff() {
                traffic.cutOff();
                loops.forEach(Loop::wake);
            }
        };
    }

    private void closePort() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("HTTP: {} did not close cleanly", server, e);
        }
        loops.forEach(Loop::wake);
    }

    /** Closes the port and ends its connections. */
    @Override
    public void close() {
        traffic.cutOff();
        closePort();
        try {
            ended.get(LONGEST_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("HTTP: {} still waits for a file or a plugin", server, e);
        }
    }
}
