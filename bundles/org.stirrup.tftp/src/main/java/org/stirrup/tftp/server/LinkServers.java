package org.stirrup.tftp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Finding.Severity;
import org.stirrup.api.check.Listener;
import org.stirrup.api.swap.Drain;
import org.stirrup.net.PortException;
import org.stirrup.net.UdpPorts;

/**
 * A {@link LinkServer} for each place: opened when the place comes, tried again while its port cannot be had, closed when
 * the place goes. Ports are opened and closed on one thread, in order; the same thread ticks the transfers.
 */
final class LinkServers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkServers.class);
    private static final long RETRY_MILLIS = 3000;
    private static final long TICK_MILLIS = 20;

    private final UdpPorts ports;
    private final Surroundings around;
    private final Map<Place, State> states = new ConcurrentHashMap<>();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final ScheduledExecutorService thread;

    /** Completed when the last transfer is over; null while requests are heard. */
    private volatile CompletableFuture<Void> leaving;

    /** Of one place. */
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

    void add(Place place) {
        states.put(place, new State.Fresh());
        thread.execute(() -> open(place));
    }

    void remove(Place place) {
        if (leaving == null) {
            thread.execute(() -> shut(states.remove(place)));
        }
    }

    /** Opens every port anew: its number has changed. Transfers under way end. */
    void reopen() {
        thread.execute(() -> states.keySet().forEach(place -> {
            shut(states.replace(place, new State.Fresh()));
            open(place);
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
                    Place place = entry.getKey();
                    boolean open = entry.getValue() instanceof State.Open;
                    return new Listener.Port("tftp", place.link().name(), address(place, entry.getValue()), open);
                })
                .toList();
    }

    /** The port at one of the appliance's addresses, if requests are heard there. */
    Optional<InetSocketAddress> at(InetAddress address) {
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

    private InetSocketAddress address(Place place, State state) {
        return state instanceof State.Open open
                ? open.server().address()
                : new InetSocketAddress(place.address(), around.settings().port());
    }

    private void retry() {
        if (leaving != null) {
            return;
        }
        states.forEach((place, state) -> {
            if (!(state instanceof State.Open)) {
                open(place);
            }
        });
    }

    private void open(Place place) {
        State before = states.get(place);
        if (before == null || before instanceof State.Open) {
            return;
        }
        try {
            LinkServer server = new LinkServer(place, around.settings().port(), ports, around);
            states.put(place, new State.Open(server));
            String host = place.address().getHostAddress();
            LOG.info(
                    "TFTP listens on {} port {} ({})",
                    host,
                    server.address().getPort(),
                    place.link().name());
        } catch (PortException e) {
            State now = new State.Waiting(e.getMessage());
            if (!now.equals(states.put(place, now))) {
                LOG.error("TFTP: {}; trying again every {} s", e.getMessage(), RETRY_MILLIS / 1000);
            }
        } catch (RuntimeException e) {
            // Thrown, it would end the retries of all links.
            LOG.error("TFTP on {} cannot be opened", place.link().name(), e);
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
            if (server.underWay() > 0) {
                wakeTicker();
            }
        });
        endIfIdle();
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

    /** Hears no more requests from now on; transfers go on until they end. */
    Drain leave() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        leaving = ended;
        await(thread.submit(() -> forEachOpen(LinkServer::leave)));
        thread.execute(this::endIfIdle);
        return new Drain() {
            @Override
            public String name() {
                return "tftp";
            }

            @Override
            public int underWay() {
                return transfers();
            }

            @Override
            public CompletionStage<Void> ended() {
                return ended;
            }

            @Override
            public void cutOff() {
                close();
                ended.complete(null);
            }
        };
    }

    private int transfers() {
        AtomicInteger count = new AtomicInteger();
        forEachOpen(server -> count.addAndGet(server.underWay()));
        return count.get();
    }

    /** On the thread: after the last transfer of a server that leaves, nothing stays open. */
    private void endIfIdle() {
        CompletableFuture<Void> ended = leaving;
        if (ended != null && !ended.isDone() && transfers() == 0) {
            states.keySet().forEach(place -> shut(states.remove(place)));
            thread.shutdown();
            ended.complete(null);
        }
    }

    private static void await(Future<?> work) {
        try {
            work.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("a TFTP port takes long to open or close; leaving without waiting for it", e);
        }
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
        states.keySet().forEach(place -> shut(states.remove(place)));
    }
}
