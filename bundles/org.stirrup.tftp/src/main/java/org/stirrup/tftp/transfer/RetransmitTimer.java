package org.stirrup.tftp.transfer;

import java.util.concurrent.TimeUnit;

/**
 * How long to wait for an answer before sending again: the measured round trip with room for its variation, doubled
 * after each silence (as RFC 6298 does for TCP, with a shorter floor because a boot client has nothing else to do).
 * Times are in nanoseconds.
 */
final class RetransmitTimer {
    private static final long FIRST = TimeUnit.SECONDS.toNanos(1);

    private final long floor;
    private final long ceiling;
    private long smoothed;
    private long variation;
    private long wait;

    /** @param floor the shortest wait @param ceiling the longest, also where it is less than the floor */
    RetransmitTimer(long floor, long ceiling) {
        this.floor = Math.min(floor, ceiling);
        this.ceiling = ceiling;
        this.wait = Math.min(FIRST, ceiling);
    }

    /** The wait from now on. */
    long nanos() {
        return wait;
    }

    /** The smoothed round trip; 0 while none was measured. */
    long roundTrip() {
        return smoothed;
    }

    /** An answer came to something that was sent once only. */
    void measured(long roundTrip) {
        if (smoothed == 0) {
            smoothed = Math.max(1, roundTrip);
            variation = roundTrip / 2;
        } else {
            variation += (Math.abs(smoothed - roundTrip) - variation) / 4;
            smoothed = Math.max(1, smoothed + (roundTrip - smoothed) / 8);
        }
        wait = Math.min(ceiling, Math.max(floor, smoothed + 4 * variation));
    }

    /** No answer came. */
    void silence() {
        wait = Math.min(ceiling, 2 * wait);
    }
}
