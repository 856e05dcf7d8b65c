package org.stirrup.journal;

import java.time.Instant;

/** So many things in each second, and no more; what is too much is counted. For one thread. */
final class Ration {
    private final int most;
    private long second = Long.MIN_VALUE;
    private int taken;
    private long refused;

    Ration(int most) {
        this.most = most;
    }

    /** Begins another second when it is another. @return how many were refused in the one that is over, 0 when none is */
    long turn(Instant now) {
        if (now.getEpochSecond() == second) {
            return 0;
        }
        long before = refused;
        second = now.getEpochSecond();
        taken = 0;
        refused = 0;
        return before;
    }

    /** Whether one more is within the ration of this second. */
    boolean take() {
        if (taken < most) {
            taken++;
            return true;
        }
        refused++;
        return false;
    }

    /** How many were refused in this second so far. */
    long refused() {
        return refused;
    }
}
