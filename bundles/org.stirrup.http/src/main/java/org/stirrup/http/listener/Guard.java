package org.stirrup.http.listener;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sees to it that no {@link Loop} is held up. Sleeps while there is nothing to do. */
final class Guard implements Runnable {
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long SLEEP = TimeUnit.SECONDS.toNanos(10);

    /** Looks without work after which it goes to sleep. */
    private static final int IDLE_LOOKS = 50;

    private volatile boolean asleep;
    private volatile boolean ended;
    private volatile List<Loop> loops = List.of();
    private volatile Thread thread;

    /** Starts it. */
    void over(List<Loop> these, String name) {
        loops = List.copyOf(these);
        thread = new Thread(this, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** There is something to do. */
    void watch() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        int idle = 0;
        while (!ended) {
            idle = look() ? 0 : idle + 1;
            if (idle < IDLE_LOOKS) {
                LockSupport.parkNanos(LOOK);
                continue;
            }
            asleep = true;
            if (look()) { // what begins from now on wakes it, what had begun does not
                idle = 0;
                LockSupport.parkNanos(LOOK);
            } else {
                LockSupport.parkNanos(SLEEP);
                idle = asleep ? idle : 0;
            }
            asleep = false;
        }
    }

    /** @return whether there was something to do */
    private boolean look() {
        boolean work = false;
        for (Loop loop : loops) {
            work |= loop.relieve();
        }
        return work;
    }
}
