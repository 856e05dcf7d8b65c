package org.stirrup.http.listener;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for many connections by one thread, the leader, which also goes on with each that is ready: handing it to
 * another thread would cost more than most requests. When one takes long, because a disk or a plugin is slow, another
 * thread {@linkplain #relieve is made the leader}, and the one that is held up gives its connection back when it is done.
 */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(500);

    /** What the leader does. */
    private enum State {
        WAITING,
        WORKING,
        /** It works, and is the leader no more. */
        RELIEVED
    }

    /** A thread's time as the leader. */
    private final class Leader implements Runnable {
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
        private volatile long step;

        /** At the guard's last look. */
        private long seen = -1;

        @Override
        public void run() {
            try {
                while (!traffic.leaving() || !keys.isEmpty() || !given.isEmpty()) {
                    if (!turn(this)) {
                        return;
                    }
                }
            } catch (IOException | RuntimeException | LinkageError e) {
                LOG.error("HTTP: a listener ends with its connections", e);
            }
            end();
        }
    }

    private final Traffic traffic;
    private final Executor threads;
    private final Guard guard;
    private final Selector selector = Selector.open();
    private final Queue<Connection> given = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Leader leader = new Leader();

    // The leader's.
    private final Map<Connection, SelectionKey> keys = new HashMap<>();
    private final Queue<Connection> ready = new ArrayDeque<>();
    private long nextTick = System.nanoTime() + TICK;

    /** @param threads start at once, as long as there are any */
    Loop(Traffic traffic, Executor threads, Guard guard) throws IOException {
        this.traffic = traffic;
        this.threads = threads;
        this.guard = guard;
    }

    void start() {
        threads.execute(leader);
    }

    /** Takes a connection, a new one or one that another thread has done with. */
    void give(Connection connection) {
        given.add(connection);
        if (ended.isDone()) {
            closeGiven();
        } else {
            selector.wakeup();
        }
    }

    /** Looks at once whether it is to end. */
    void wake() {
        selector.wakeup();
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    /**
     * For the guard: has another thread lead when the leader is at the same connection as the last time.
     *
     * @return whether there was something to do
     */
    boolean relieve() {
        Leader present = leader;
        if (present.state.get() != State.WORKING) {
            return false;
        }
        long step = present.step;
        if (present.seen == step && present.state.compareAndSet(State.WORKING, State.RELIEVED)) {
            leader = new Leader();
            threads.execute(leader);
        }
        present.seen = step;
        return true;
    }

    /** @return whether the thread still leads */
    private boolean turn(Leader self) throws IOException {
        for (Connection next = ready.poll(); next != null; next = ready.poll()) {
            self.step++;
            self.state.set(State.WORKING);
            guard.watch();
            next.run();
            if (!self.state.compareAndSet(State.WORKING, State.WAITING)) {
                give(next);
                return false;
            }
            take(next);
        }
        if (given.isEmpty()) {
            selector.select(this::ready, TimeUnit.NANOSECONDS.toMillis(TICK));
        } else {
            selector.selectNow(this::ready);
        }
        for (Connection next = given.poll(); next != null; next = given.poll()) {
            take(next);
        }
        if (traffic.leaving() || nextTick - System.nanoTime() < 0) {
            tick();
        }
        return true;
    }

    private void ready(SelectionKey key) {
        ready((Connection) key.attachment(), Connection.Cause.READY);
    }

    private void ready(Connection connection, Connection.Cause why) {
        keys.get(connection).interestOps(0);
        connection.go(why);
        ready.add(connection);
    }

    /** It waits from now on, or has ended. */
    private void take(Connection connection) throws IOException {
        if (connection.closed()) {
            keys.remove(connection);
            traffic.connections.release();
            return;
        }
        SelectionKey key = keys.get(connection);
        if (key == null) {
            keys.put(connection, connection.register(selector));
        } else {
            key.interestOps(connection.interest());
        }
        connection.stop();
    }

    /** Looks whose time is over. */
    private void tick() {
        long now = System.nanoTime();
        nextTick = now + TICK;
        for (Connection each : List.copyOf(keys.keySet())) {
            if (each.stopped() && (traffic.cut() || each.expired(now))) {
                ready(each, Connection.Cause.EXPIRED);
            } else if (each.stopped() && traffic.leaving() && each.unused()) {
                ready(each, Connection.Cause.UNUSED);
            }
        }
    }

    private void end() {
        try {
            for (SelectionKey key : keys.values()) {
                key.channel().close();
                traffic.connections.release();
            }
            selector.close();
        } catch (IOException | ClosedSelectorException e) {
            LOG.warn("HTTP: a listener did not close cleanly", e);
        }
        ended.complete(null);
        closeGiven();
    }

    /** What came too late. */
    private void closeGiven() {
        for (Connection next = given.poll(); next != null; next = given.poll()) {
            next.abandon();
            traffic.connections.release();
        }
    }
}
