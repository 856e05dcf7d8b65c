package org.stirrup.journal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.journal.BootJournal.Line;

/**
 * Hands lines to one listener on a thread of its own. What does not fit the queue is lost for this listener alone: the
 * gap shows in the numbers. A listener that throws is ended.
 */
final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    /** How long it rests when no line waits any more: under load lines wake nobody, they are fetched many at a time. */
    private static final long REST_MILLIS = 10;

    private final BlockingQueue<Optional<Line>> queue;
    private final Consumer<Line> listener;
    private final Consumer<Follower> ended;
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param capacity how many lines may wait
     * @param ended told once, when it takes no more lines
     */
    Follower(String name, int capacity, Consumer<Line> listener, Consumer<Follower> ended) {
        // One place more than lines may take: for the mark of the end.
        this.queue = new ArrayBlockingQueue<>(capacity + 1);
        this.listener = listener;
        this.ended = ended;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Called under the journal's lock, so that lines are queued in order. */
    void offer(Line line) {
        if (!closed.get() && queue.remainingCapacity() > 1) {
            queue.add(Optional.of(line));
        }
    }

    /** Ends it; lines that wait are dropped. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            ended.accept(this);
            queue.clear();
            wakeForTheEnd();
        }
    }

    /** Ends it when the lines that wait are through, or the time is over. */
    void finish(Duration time) throws InterruptedException {
        if (closed.compareAndSet(false, true)) {
            ended.accept(this);
            wakeForTheEnd();
        }
        thread.join(time.toMillis());
        queue.clear();
    }

    /** By a mark and not by an interrupt, which would close a channel that the listener may be writing to. */
    private void wakeForTheEnd() {
        queue.offer(Optional.empty());
    }

    private Optional<Line> next() throws InterruptedException {
        Optional<Line> waiting = queue.poll();
        if (waiting != null) {
            return waiting;
        }
        Thread.sleep(REST_MILLIS);
        return queue.take();
    }

    private void run() {
        try {
            for (Optional<Line> line = queue.take(); line.isPresent(); line = next()) {
                listener.accept(line.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "A journal listener failed and gets no more lines: {}",
                    listener.getClass().getName(),
                    e);
        } finally {
            close();
        }
    }
}
