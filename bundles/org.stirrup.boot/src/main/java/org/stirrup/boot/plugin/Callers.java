package org.stirrup.boot.plugin;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Who is asking at the moment. A component that is replaced is asked nothing new, but has to answer those who were just
 * asking.
 */
public final class Callers {
    private static final long LOOK_AGAIN = Duration.ofMillis(2).toNanos();

    private final AtomicInteger inside = new AtomicInteger();

    /** Answers one of them. */
    public <T> T answer(Supplier<T> answer) {
        inside.incrementAndGet();
        try {
            return answer.get();
        } finally {
            inside.decrementAndGet();
        }
    }

    /** Returns when all have their answer, or after a while without that. */
    public void await(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (inside.get() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }
}
