package org.stirrup.net;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server has on each link: opened when the link comes, tried again while it cannot be had, closed when the link
 * goes. All of that happens on one thread, in order; the methods return at once, {@link #close} excepted.
 *
 * @param <S> what there is on a link
 */
public final class PerLink<S extends AutoCloseable> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PerLink.class);
    private static final long PATIENCE_SECONDS = 10;

    private final String what;
    private final Duration retry;
    private final Opener<S> opener;
    private final Map<Link, State<S>> states = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread;

    /** Opens what there is to be on a link. @param <S> that */
    @FunctionalInterface
    public interface Opener<S> {
        /** @throws PortException when it cannot be had now; the message is for a person */
        S open(Link link) throws PortException;
    }

    /** How it stands with one link. @param <S> what there is on it */
    public sealed interface State<S> {
        /** It was not tried yet. */
        record Fresh<S>() implements State<S> {}

        /** @param because why it cannot be had now */
        record Waiting<S>(String because) implements State<S> {}

        record Open<S>(S it) implements State<S> {}
    }

    /**
     * @param what it is, for the log: {@code TFTP}
     * @param retry the time between two attempts
     */
    public PerLink(String what, Duration retry, Opener<S> opener) {
        this.what = what;
        this.retry = retry;
        this.opener = opener;
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread daemon = new Thread(task, "stirrup-" + what.toLowerCase(Locale.ROOT));
                    daemon.setDaemon(true);
                    return daemon;
                },
                // What is asked for after the end is done by the end itself.
                new ThreadPoolExecutor.DiscardPolicy());
        thread.scheduleWithFixedDelay(this::retry, retry.toMillis(), retry.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void add(Link link) {
        thread.execute(() -> {
            states.putIfAbsent(link, new State.Fresh<>());
            open(link);
        });
    }

    public void remove(Link link) {
        thread.execute(() -> shut(link));
    }

    /** Does something later on the thread that opens and closes. */
    public void after(Duration delay, Runnable work) {
        thread.schedule(guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How it stands with each link at this moment. */
    public Map<Link, State<S>> states() {
        return Map.copyOf(states);
    }

    private void retry() {
        states.keySet().forEach(this::open);
    }

    private void open(Link link) {
        if (states.get(link) instanceof State.Open) {
            return;
        }
        try {
            states.put(link, new State.Open<>(opener.open(link)));
        } catch (PortException e) {
            State<S> now = new State.Waiting<>(e.getMessage());
            if (!now.equals(states.put(link, now))) {
                LOG.warn("{}: {}; trying again every {} s", what, e.getMessage(), retry.toSeconds());
            }
        } catch (RuntimeException e) {
            // Thrown, it would end the retries of all links.
            LOG.error("{} on {} cannot be opened", what, link.name(), e);
        }
    }

    private void shut(Link link) {
        if (states.remove(link) instanceof State.Open<S> open) {
            try {
                open.it().close();
            } catch (Exception e) {
                LOG.error("{} on {} cannot be closed", what, link.name(), e);
            }
        }
    }

    /** A timer keeps to itself what its work throws. */
    private Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("{}: something was not done", what, e);
            }
        };
    }

    /** Closes all of it before it returns. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} takes long to open or close; leaving without waiting for it", what);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        states.keySet().forEach(this::shut);
    }
}
