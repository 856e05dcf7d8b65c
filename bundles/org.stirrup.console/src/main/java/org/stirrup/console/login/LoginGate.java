package org.stirrup.console.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes whoever guesses passwords wait. One password of a source is looked at at a time, so that guesses sent at once
 * gain nothing; the first misses are free, as people mistype; then the wait doubles with each miss. Nobody's thread
 * waits: an early try is answered "too many" without looking at its password.
 */
final class LoginGate {
    static final int FREE = 3;
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** What a try is told to wait while another of the same source is looked at. */
    static final Duration BUSY = Duration.ofSeconds(1);

    /** Sources remembered; the one that tried longest ago is forgotten first. */
    static final int REMEMBERED = 1000;

    private final InstantSource clock;

    /** Being looked at: as many as the server has threads at the most, and never forgotten. */
    private final Set<Source> looked = new HashSet<>();

    private final Map<Source, Misses> bySource = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Misses> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Misses(int count, Instant until) {}

    /** Answer to {@link #enter}. */
    sealed interface Entry {
        /** The password is to be looked at, and {@link #leave} called whatever comes of it. */
        record Look() implements Entry {}

        /** Not now. @param left longer than zero */
        record Wait(Duration left) implements Entry {}
    }

    /** What came of a look. */
    enum Outcome {
        RIGHT,
        WRONG,
        /** It could not be told. */
        NONE
    }

    LoginGate(InstantSource clock) {
        this.clock = clock;
    }

    /** Asks to have a password of this source looked at. */
    synchronized Entry enter(Source source) {
        Misses misses = bySource.get(source);
        if (misses != null) {
            Duration left = Duration.between(clock.instant(), misses.until());
            if (left.compareTo(Duration.ZERO) > 0) {
                return new Entry.Wait(left);
            }
        }
        return looked.add(source) ? new Entry.Look() : new Entry.Wait(BUSY);
    }

    /** Ends what {@link #enter} allowed. */
    synchronized void leave(Source source, Outcome outcome) {
        looked.remove(source);
        switch (outcome) {
            case RIGHT -> bySource.remove(source);
            case WRONG -> {
                Misses before = bySource.get(source);
                int count = before == null ? 1 : before.count() + 1;
                bySource.put(source, new Misses(count, clock.instant().plus(waitAfter(count))));
            }
            case NONE -> {
                // As if it had not been tried.
            }
        }
    }

    synchronized int remembered() {
        return bySource.size();
    }

    private static Duration waitAfter(int misses) {
        return misses <= FREE
                ? Duration.ZERO
                : Duration.ofSeconds(Math.min(LONGEST.toSeconds(), 1L << Math.min(10, misses - FREE - 1)));
    }
}
