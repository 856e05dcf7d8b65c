package org.stirrup.journal;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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

    private final BlockingQueue<Optional<Line>> queue;
    private final Consumer<Line> listener;
    private final Consumer<Follower> ended;
    private volatile boolean closed;

    /**
     * @param capacity how many lines may wait
     * @param ended told once, when it takes no more lines
     */
    Follower(String name, int capacity, Consumer<Line> listener, Consumer<Follower> ended) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.listener = listener;
        this.ended = ended;
        Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Called under the journal's lock, so that lines are queued in order. */
    void offer(Line line) {
        if (!closed) {
            queue.offer(Optional.of(line));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            ended.accept(this);
            // The thread is woken by an empty element and not by an interrupt, which would close a channel that the
            // listener may be writing to.
            queue.clear();
            queue.offer(Optional.empty());
        }
    }

    private void run() {
        try {
            while (!closed) {
                Optional<Line> line = queue.take();
                if (line.isPresent() && !closed) {
                    listener.accept(line.get());
                }
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
