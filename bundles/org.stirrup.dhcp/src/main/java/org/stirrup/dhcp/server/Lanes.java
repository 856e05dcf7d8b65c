package org.stirrup.dhcp.server;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Threads that decide, so that the network's never wait for what is asked about a client. What concerns one client is
 * done in order; clients wait for each other only when they share a lane. Threads come when there is work and go when
 * there is none.
 */
final class Lanes implements AutoCloseable {
    private static final long IDLE_SECONDS = 20;
    private static final long END_SECONDS = 5;

    /** What became of work that was brought. */
    enum Admission {
        TAKEN,
        /** The same is waiting or being done already: one answer serves both. */
        REPEATED,
        /** More is waiting than can be done before the client asks again. */
        FULL
    }

    private final ThreadPoolExecutor[] lanes;

    /** Message to a mark of whoever deals with it. */
    private final Map<Object, Object> underway = new ConcurrentHashMap<>();

    /** @param depth how much may wait in each lane */
    Lanes(int count, int depth) {
        lanes = new ThreadPoolExecutor[count];
        for (int i = 0; i < count; i++) {
            int lane = i;
            lanes[i] = new ThreadPoolExecutor(
                    1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(depth), work -> {
                        Thread thread = new Thread(work, "stirrup-dhcp-" + lane);
                        thread.setDaemon(true);
                        return thread;
                    });
            lanes[i].allowCoreThreadTimeOut(true);
        }
    }

    /**
     * Does work on the client's lane.
     *
     * @param client whose it is
     * @param message equal for a message that came again
     */
    Admission submit(Object client, Object message, Runnable work) {
        return submit(client, message, end -> {
            try {
                work.run();
            } finally {
                end.run();
            }
        });
    }

    /**
     * Does work that may go on elsewhere when the lane is done with it.
     *
     * @param work given what is to be run, at least once, when all of it is done
     */
    Admission submit(Object client, Object message, Consumer<Runnable> work) {
        Object mark = new Object();
        if (underway.putIfAbsent(message, mark) != null) {
            return Admission.REPEATED;
        }
        try {
            lanes[Math.floorMod(client.hashCode(), lanes.length)].execute(
                    () -> work.accept(() -> underway.remove(message, mark)));
            return Admission.TAKEN;
        } catch (RejectedExecutionException full) {
            underway.remove(message, mark);
            return Admission.FULL;
        }
    }

    /** Ends when all that was taken is done, or after a while without it. */
    @Override
    public void close() {
        for (ThreadPoolExecutor lane : lanes) {
            lane.shutdown();
        }
        try {
            for (ThreadPoolExecutor lane : lanes) {
                if (!lane.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                    lane.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
