package org.stirrup.tftp.server;

import java.lang.annotation.Annotation;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.Receiver;
import org.stirrup.net.UdpPort;
import org.stirrup.net.UdpPorts;
import org.stirrup.net.udp.MinaUdpPorts;

/** The whole server on the loopback interface, on a free port. */
final class Loopback implements AutoCloseable, BootJournal, UdpPorts {
    static final Inet4Address ADDRESS = (Inet4Address) InetAddress.getLoopbackAddress();
    static final Link LINK = new Link("lo", 1, ADDRESS, 8);

    final FakeSurroundings tree = new FakeSurroundings();
    final TftpServer server;

    private final BlockingQueue<BootEvent> journal = new LinkedBlockingQueue<>();
    private final MinaUdpPorts ports = new MinaUdpPorts();
    private final CountDownLatch open = new CountDownLatch(1 + LinkServer.TRANSFER_PORTS);

    Loopback() throws InterruptedException {
        server = new TftpServer(this, config(Map.of("port", "0")), Map.of());
        server.content = tree;
        server.journal = this;
        server.addLink(LINK);
        if (!open.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not listen: " + server.findings());
        }
        // The last port is open before the server says so.
        until(() -> server.base(ADDRESS).isPresent());
    }

    InetSocketAddress address() {
        URI base = server.base(ADDRESS).orElseThrow();
        return new InetSocketAddress(ADDRESS, base.getPort());
    }

    /** The next line of the journal; fails the test when none comes. */
    BootEvent next() throws InterruptedException {
        BootEvent event = journal.poll(60, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was written to the journal within 60 s");
        }
        return event;
    }

    @Override
    public UdpPort open(Link link, int port, Receiver receiver) throws PortException {
        UdpPort opened = ports.open(link, port, receiver);
        open.countDown();
        return opened;
    }

    @Override
    public void record(BootEvent event) {
        journal.add(event);
    }

    @Override
    public List<Line> lines(Optional<MacAddress> mac, long after, int limit) {
        throw new UnsupportedOperationException("nobody reads it here");
    }

    @Override
    public AutoCloseable follow(Consumer<Line> listener) {
        throw new UnsupportedOperationException("nobody reads it here");
    }

    @Override
    public void close() {
        server.deactivate();
    }

    /** Waits for what another thread will do; fails the test when it does not. */
    static void until(BooleanSupplier done) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not happen within 60 s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Settings with other values than the defaults. */
    static TftpServer.Config config(Map<String, String> values) {
        return new TftpServer.Config() {
            @Override
            public String port() {
                return values.getOrDefault("port", Settings.PORT);
            }

            @Override
            public String max_transfers() {
                return values.getOrDefault("max.transfers", Settings.MAX_TRANSFERS);
            }

            @Override
            public String max_blksize() {
                return values.getOrDefault("max.blksize", Settings.MAX_BLKSIZE);
            }

            @Override
            public String max_windowsize() {
                return values.getOrDefault("max.windowsize", Settings.MAX_WINDOWSIZE);
            }

            @Override
            public String retries() {
                return values.getOrDefault("retries", Settings.RETRIES);
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return TftpServer.Config.class;
            }
        };
    }
}
