package org.stirrup.dhcp.probe;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.stirrup.net.Link;
import org.stirrup.net.PacketPorts;

/** By ARP on a link, which no firewall hides a machine from; by ICMP echo behind a router. */
public final class NetworkProbe implements AddressProbe, AutoCloseable {
    /** Addresses behind routers that are asked at the same time. */
    private static final int PINGS = 16;

    private static final int WAITING = 64;
    private static final long IDLE_SECONDS = 20;

    private final ArpProbe arp;
    private final ThreadPoolExecutor pings;

    /** @param packets the one that is there at the moment, if any */
    public NetworkProbe(Supplier<Optional<PacketPorts>> packets) {
        arp = new ArpProbe(packets);
        pings = new ThreadPoolExecutor(
                PINGS, PINGS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "stirrup-dhcp-ping");
                    thread.setDaemon(true);
                    return thread;
                });
        pings.allowCoreThreadTimeOut(true);
    }

    @Override
    public void ask(Link link, Inet4Address address, boolean onLink, Duration wait, Consumer<Outcome> outcome) {
        if (onLink) {
            arp.ask(link, address, wait, outcome);
            return;
        }
        try {
            pings.execute(() -> outcome.accept(ping(address, wait)));
        } catch (RejectedExecutionException full) {
            // Better an address that nobody was asked about than a client that waits for its turn.
            outcome.accept(new Outcome.Silence());
        }
    }

    private static Outcome ping(Inet4Address address, Duration wait) {
        try {
            return address.isReachable((int) wait.toMillis())
                    ? new Outcome.Answer(Optional.empty())
                    : new Outcome.Silence();
        } catch (IOException unreachable) {
            return new Outcome.Silence();
        }
    }

    /** Listens on no other links than these. */
    public void follow(List<Link> links) {
        arp.follow(links);
    }

    @Override
    public void close() {
        arp.close();
        pings.shutdownNow();
    }
}
