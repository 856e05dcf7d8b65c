package org.stirrup.boot.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.WeakHashMap;
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
 * <p>A plugin that overran is not asked again while that call lasts: one that hangs holds one thread, not one for each
 * packet.
 */
public final class Isolation implements AutoCloseable {
    /** How long one plugin may take before the next is asked. */
    public static final Duration PATIENCE = Duration.ofMillis(200);
    /** How much longer the late ones are waited for when nobody else had an answer. */
    public static final Duration LAST_CHANCE = Duration.ofMillis(800);

    private static final Logger LOG = LoggerFactory.getLogger(Isolation.class);

    private final Duration patience;
    private final Duration lastChance;
    private final Consumer<String> journal;
    private final ExecutorService threads = Executors.newCachedThreadPool(Isolation::daemon);
    private final Map<Object, Future<?>> overrunning = new ConcurrentHashMap<>();
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
        Map<Integer, Future<R>> late = new TreeMap<>();
        for (Plugin<T> plugin : plugins) {
            Future<?> before = overrunning.get(plugin.service());
            if (before != null && !before.isDone()) {
                replies.add(Reply.missing(plugin, "is busy still with an earlier call"));
                continue;
            }
            Future<R> call;
            try {
                call = start(plugin, question);
            } catch (RejectedExecutionException e) {
                replies.add(Reply.missing(plugin, "was not asked, the switchboard stops"));
                continue;
            }
            Reply<T, R> reply = await(plugin, what, call, patience);
            if (!call.isDone()) {
                late.put(replies.size(), call);
                overrun(plugin, what, call);
            }
            replies.add(reply);
            if (reply.value().filter(enough).isPresent()) {
                return replies;
            }
        }
        long end = System.nanoTime() + lastChance.toNanos();
        for (Map.Entry<Integer, Future<R>> entry : late.entrySet()) {
            Plugin<T> plugin = replies.get(entry.getKey()).plugin();
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Reply<T, R> reply = await(plugin, what, entry.getValue(), left);
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

    private <T, R> Future<R> start(Plugin<T> plugin, Function<T, R> question) {
        Object service = plugin.service();
        FutureTask<R> call = new FutureTask<>(() -> Objects.requireNonNull(question.apply(plugin.service()), "null")) {
            @Override
            protected void done() {
                overrunning.remove(service, this);
            }
        };
        threads.execute(call);
        return call;
    }

    private void overrun(Plugin<?> plugin, String what, Future<?> call) {
        journal.accept(plugin.name() + " took over " + patience.toMillis() + " ms to " + what);
        overrunning.put(plugin.service(), call);
        if (call.isDone()) {
            overrunning.remove(plugin.service(), call);
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
}
