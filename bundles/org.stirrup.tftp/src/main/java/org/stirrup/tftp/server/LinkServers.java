package org.stirrup.tftp.server;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Finding.Severity;
import org.stirrup.api.check.Listener;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.UdpPorts;

/**
 * A {@link LinkServer} for each link: opened when the link comes, tried again while its port cannot be had, closed when
 * the link goes. Ports are opened and closed on one thread, in order; the same thread ticks the transfers.
 */
final class LinkServers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkServers.class);
    private static final long RETRY_MILLIS = 3000;
    private static final long TICK_MILLIS = 20;

    private final UdpPorts ports;
    private final Surroundings around;
    private final Map<Link, State> states = new ConcurrentHashMap<>();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final ScheduledExecutorService thread;

    /** Of one link. */
    private sealed interface State {
        /** Its port was not tried yet. */
        record Fresh() implements State {}

        /** @param because why its port is not open */
        record Waiting(String because) implements State {}

        record Open(LinkServer server) implements State {}
    }

    LinkServers(UdpPorts ports, Surroundings around) {
        this.ports = ports;
        this.around = around;
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread daemon = new Thread(task, "stirrup-tftp");
                    daemon.setDaemon(true);
                    return daemon;
                },
                // What is asked for after the end is done by the end itself.
                new ThreadPoolExecutor.DiscardPolicy());
        thread.scheduleWithFixedDelay(this::retry, RETRY_MILLIS, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(Link link) {
        states.put(link, new State.Fresh());
        thread.execute(() -> open(link));
    }

    void remove(Link link) {
        thread.execute(() -> shut(states.remove(link)));
    }

    /** Opens every port anew: its number has changed. Transfers under way end. */
    void reopen() {
        thread.execute(() -> states.keySet().forEach(link -> {
            shut(states.replace(link, new State.Fresh()));
            open(link);
        }));
    }

    /** Has the transfers ticked until there are none. */
    void wakeTicker() {
        if (ticking.compareAndSet(false, true)) {
            thread.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    List<Listener.Port> listening() {
        return states.entrySet().stream()
                .map(entry -> {
                    Link link = entry.getKey();
                    boolean open = entry.getValue() instanceof State.Open;
                    return new Listener.Port("tftp", link.name(), address(link, entry.getValue()), open);
                })
                .toList();
    }

    /** The port at one of the appliance's addresses, if requests are heard there. */
    Optional<InetSocketAddress> at(Inet4Address address) {
        return states.entrySet().stream()
                .filter(entry -> entry.getKey().address().equals(address) && entry.getValue() instanceof State.Open)
                .map(entry -> address(entry.getKey(), entry.getValue()))
                .findFirst();
    }

    List<Finding> findings(String source) {
        return states.values().stream()
                .filter(State.Waiting.class::isInstance)
                .map(state -> new Finding(
                        Severity.ERROR,
                        source,
                        ((State.Waiting) state).because(),
                        "end what is in the way, or set port to another number that the clients know; it is tried"
                                + " again every " + RETRY_MILLIS / 1000 + " s"))
                .toList();
    }

    private InetSocketAddress address(Link link, State state) {
        return state instanceof State.Open open
                ? open.server().address()
                : new InetSocketAddress(link.address(), around.settings().port());
    }

    private void retry() {
        states.forEach((link, state) -> {
            if (!(state instanceof State.Open)) {
                open(link);
            }
        });
    }

    private void open(Link link) {
        State before = states.get(link);
        if (before == null || before instanceof State.Open) {
            return;
        }
        try {
            LinkServer server = new LinkServer(link, around.settings().port(), ports, around);
            states.put(link, new State.Open(server));
            String host = link.address().getHostAddress();
            LOG.info("TFTP listens on {} port {} ({})", host, server.address().getPort(), link.name());
        } catch (PortException e) {
            State now = new State.Waiting(e.getMessage());
            if (!now.equals(states.put(link, now))) {
                LOG.error("TFTP: {}; trying again every {} s", e.getMessage(), RETRY_MILLIS / 1000);
            }
        } catch (RuntimeException e) {
            // Thrown, it would end the retries of all links.
            LOG.error("TFTP on {} cannot be opened", link.name(), e);
        }
    }

    private static void shut(State state) {
        if (state instanceof State.Open open) {
            open.server().close();
        }
    }

    private void tick() {
        forEachOpen(this::tickOne);
        ticking.set(false);
        forEachOpen(server -> {
            if (server.isBusy()) {
                wakeTicker();
            }
        });
    }

    private void tickOne(LinkServer server) {
        try {
            server.tick(around.clock().getAsLong());
        } catch (RuntimeException e) {
            LOG.error("a transfer on {} failed in an unforeseen way", server.address(), e);
        }
    }

    private void forEachOpen(Consumer<LinkServer> what) {
        states.values().forEach(state -> {
            if (state instanceof State.Open open) {
                what.accept(open.server());
            }
        });
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("a TFTP port takes long to open or close; leaving without waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        states.keySet().forEach(link -> shut(states.remove(link)));
    }
}
