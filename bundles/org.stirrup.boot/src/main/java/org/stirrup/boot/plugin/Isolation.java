package org.stirrup.boot.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks plugins so that none of them can stop the server that asks: one that throws, or takes longer than its time, is
 * named to the journal and passed over.
 *
 * <p>A plugin that overran is waited for a little by those who come after, and then not asked again while that call
 * lasts: one that hangs holds one thread, not one for each packet.
 */
public final class Isolation implements AutoCloseable {
    /** How long one plugin may take before the next is asked. */
    public static final Duration PATIENCE = Duration.ofMillis(200);
    /** How much longer the late ones are waited for when nobody else had an answer. */
    public static final Duration LAST_CHANCE = Duration.ofMillis(800);

    private static final Logger LOG = LoggerFactory.getLogger(Isolation.class);

    private static final String BUSY = "is busy still with an earlier call";

    private final Duration patience;
    private final Duration lastChance;
    private final Consumer<String> journal;
    private final ExecutorService threads = Executors.newCachedThreadPool(Isolation::daemon);
    private final Map<Object, Overrun> overrunning = new ConcurrentHashMap<>();
    private final Map<Object, String> lastFailure = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param patience how long one plugin may take before the next is asked
     * @param lastChance how much longer the late ones are waited for, all together, when nobody else had an answer: a
     *     machine under load is slow without anything being wrong
     * @param journal told of each failure, one line
     */
    public Isolation(Duration patience, Duration lastChance, Consumer<String> journal) {
        this.patience = patience;
        this.lastChance = lastChance;
        this.journal = journal;
    }

    /**
     * Asks one plugin after the other, up to the first answer that is enough.
     *
     * @param what for people: "offer"
     * @param question how a plugin is asked; null for an answer counts as a failure
     * @return a reply for each that was asked, in their order; at most one is enough
     */
    public <T, R> List<Reply<T, R>> ask(
            List<Plugin<T>> plugins, String what, Function<T, R> question, Predicate<R> enough) {
        List<Reply<T, R>> replies = new ArrayList<>();
        Map<Integer, Function<Duration, Reply<T, R>>> late = new TreeMap<>();
        for (Plugin<T> plugin : plugins) {
            Overrun earlier = overrunning.get(plugin.service());
            if (earlier != null) {
                late.put(replies.size(), left -> askAfter(earlier, plugin, what, question, left));
                replies.add(Reply.missing(plugin, BUSY));
                continue;
            }
            Future<R> call = start(plugin, question);
            Reply<T, R> reply = await(plugin, what, call, patience);
            if (!call.isDone()) {
                overrun(plugin, what, call);
                late.put(replies.size(), left -> await(plugin, what, call, left));
            }
            replies.add(reply);
            if (reply.value().filter(enough).isPresent()) {
                return replies;
            }
        }
        long end = System.nanoTime() + lastChance.toNanos();
        for (Map.Entry<Integer, Function<Duration, Reply<T, R>>> entry : late.entrySet()) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Reply<T, R> reply = entry.getValue().apply(left);
            replies.set(entry.getKey(), reply);
            if (reply.value().filter(enough).isPresent()) {
                return replies;
            }
        }
        return replies;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Asks a plugin that is late with somebody else's question, unless it has been that for too long. */
    private <T, R> Reply<T, R> askAfter(
            Overrun earlier, Plugin<T> plugin, String what, Function<T, R> question, Duration left) {
        Duration grace = lastChance.minusNanos(System.nanoTime() - earlier.since());
        Duration wait = grace.compareTo(left) < 0 ? grace : left;
        if (!earlier.endsWithin(wait)) {
            return Reply.missing(plugin, BUSY);
        }
        Future<R> call = start(plugin, question);
        Reply<T, R> reply = await(plugin, what, call, patience);
        if (!call.isDone()) {
            overrun(plugin, what, call);
        }
        return reply;
    }

    private <T, R> Future<R> start(Plugin<T> plugin, Function<T, R> question) {
        Object service = plugin.service();
        FutureTask<R> call = new FutureTask<>(() -> Objects.requireNonNull(question.apply(plugin.service()), "null")) {
            @Override
            protected void done() {
                overrunning.computeIfPresent(service, (key, overrun) -> overrun.call() == this ? null : overrun);
            }
        };
        try {
            threads.execute(call);
        } catch (RejectedExecutionException e) {
            call.cancel(false);
        }
        return call;
    }

    private void overrun(Plugin<?> plugin, String what, Future<?> call) {
        journal.accept(plugin.name() + " took over " + patience.toMillis() + " ms to " + what);
        Overrun overrun = new Overrun(call, System.nanoTime());
        overrunning.put(plugin.service(), overrun);
        if (call.isDone()) {
            overrunning.remove(plugin.service(), overrun);
        }
    }

    private <T, R> Reply<T, R> await(Plugin<T> plugin, String what, Future<R> call, Duration time) {
        try {
            return Reply.given(plugin, call.get(time.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Reply.missing(plugin, "took too long to " + what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.missing(plugin, "was interrupted");
        } catch (CancellationException e) {
            return Reply.missing(plugin, "was not asked, the switchboard stops");
        } catch (ExecutionException e) {
            return Reply.missing(plugin, failed(plugin, what, e.getCause()));
        }
    }

    /** The journal gets a line each time, the log a stack trace for each new failure of a plugin. */
    private String failed(Plugin<?> plugin, String what, Throwable cause) {
        String because = "failed to " + what + ": " + cause;
        journal.accept(plugin.name() + " " + because);
        if (!because.equals(lastFailure.put(plugin.service(), because))) {
            LOG.warn("{} {}", plugin.name(), because, cause);
        }
        return because;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "stirrup-plugin");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A call that takes longer than it may.
     *
     * @param since {@link System#nanoTime()} when that was noticed
     */
    private record Overrun(Future<?> call, long since) {
        boolean endsWithin(Duration time) {
            try {
                call.get(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
                return true;
            } catch (ExecutionException | CancellationException e) {
                // Whoever made the call hears of it.
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
