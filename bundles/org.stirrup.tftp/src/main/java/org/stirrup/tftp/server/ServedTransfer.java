package org.stirrup.tftp.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.content.Resource;
import org.stirrup.net.UdpPort;
import org.stirrup.tftp.codec.ErrorCode;
import org.stirrup.tftp.codec.TftpPacket;
import org.stirrup.tftp.codec.TftpPacket.ReadRequest;
import org.stirrup.tftp.transfer.Progress;
import org.stirrup.tftp.transfer.ReadTransfer;
import org.stirrup.tftp.transfer.Wire;

/** A transfer under way: its open file, its port, its client. Has a lock of its own and shares none. */
final class ServedTransfer {
    private static final Logger LOG = LoggerFactory.getLogger(ServedTransfer.class);

    /** A client that asks anew for what it is being sent has started over when it was silent for so long. */
    private static final long STARTED_OVER = TimeUnit.SECONDS.toNanos(1);

    private final Order order;
    private final Resource.Content content;
    private final UdpPort port;
    private final ReadTransfer transfer;
    private final Report report;
    private final LongSupplier clock;
    private final Consumer<ServedTransfer> whenOver;
    private final long beganAt;

    private boolean announced;
    private boolean over;

    /** @param content is closed when it is over */
    ServedTransfer(
            Order order,
            Resource.Content content,
            UdpPort port,
            Report report,
            Surroundings around,
            Consumer<ServedTransfer> whenOver) {
        this.order = order;
        this.content = content;
        this.port = port;
        this.report = report;
        this.clock = around.clock();
        this.whenOver = whenOver;
        this.beganAt = clock.getAsLong();
        this.transfer = new ReadTransfer(
                order.terms(),
                order.source(content),
                around.settings().limits().retries(),
                order.oddities().leastWait(),
                new ToClient(port, order.client()),
                clock);
    }

    Order order() {
        return order;
    }

    UdpPort port() {
        return port;
    }

    synchronized void begin() {
        if (order.terms().acknowledged().isEmpty() && !order.oddities().mayOnlyLook()) {
            announce();
        }
        after(transfer.begin());
    }

    synchronized void received(TftpPacket packet) {
        if (!over) {
            after(transfer.received(packet));
        }
    }

    /** Called often, by one thread for all transfers: takes the lock only when there is something to do. */
    void tick(long now) {
        if (now - transfer.deadline() >= 0) {
            synchronized (this) {
                if (!over) {
                    after(transfer.tick());
                }
            }
        }
    }

    /**
     * The client sent a request from the same port while this transfer is under way.
     *
     * @return whether that was the same request again, which is done with; otherwise the client has given this
     *     transfer up, because firmware such as Intel's asks from the same port after a reset
     */
    synchronized boolean absorbs(ReadRequest again) {
        if (over) {
            return false;
        }
        if (!again.equals(order.request())) {
            // Its error for the first may still be on its way: the ports are not the same.
            aborted("the client asked for another file");
            return false;
        }
        if (!transfer.answered()) {
            after(transfer.requestedAgain());
            return true;
        }
        if (clock.getAsLong() - transfer.heardAt() < STARTED_OVER) {
            return true;
        }
        stop("the client asked for it anew");
        return false;
    }

    /** Ends it from our side, telling the client. */
    synchronized void cancel(String because) {
        if (!over) {
            transfer.end(ErrorCode.NOT_DEFINED, because);
            stop(because);
        }
    }

    private void stop(String because) {
        announce();
        report.failed(order, transfer, millis(), because);
        close();
    }

    private void after(Progress progress) {
        if (transfer.answered()) {
            announce();
        }
        if (progress instanceof Progress.Complete) {
            report.completed(order, transfer, millis());
            close();
        } else if (progress instanceof Progress.Failed failed) {
            stop(failed.because());
        } else if (progress instanceof Progress.Aborted aborted) {
            aborted(aborted.text());
        }
    }

    /** Some clients only want to learn about a file: what they end at once is no failure. */
    private void aborted(String text) {
        boolean options = !order.terms().acknowledged().isEmpty();
        if (transfer.answered() || !order.oddities().probed(order.file(), options)) {
            stop(text);
        } else {
            LOG.debug("{} only looked for {}: {}", order.client(), order.file(), text);
            close();
        }
    }

    private void announce() {
        if (!announced) {
            announced = true;
            report.started(order);
        }
    }

    private void close() {
        over = true;
        try {
            content.close();
        } catch (IOException e) {
            LOG.warn("cannot close {} after sending it: {}", order.file(), e.getMessage());
        }
        whenOver.accept(this);
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(clock.getAsLong() - beganAt);
    }

    /** The way to one client. */
    private record ToClient(UdpPort port, InetSocketAddress client) implements Wire {
        @Override
        public void send(ByteBuffer datagram) {
            port.send(datagram, client);
        }

        @Override
        public void sendAll(ByteBuffer datagrams, int length) {
            port.sendAll(datagrams, length, client);
        }
    }
}
