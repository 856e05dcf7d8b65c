package org.stirrup.console.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes whoever guesses passwords wait: the first misses are free, as people mistype; then the wait doubles with each
 * miss. Nobody's thread waits; an early try is answered "too many" without looking at its password.
 */
final class FailedLogins {
    static final int FREE = 3;
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** Remote addresses remembered; the one that missed longest ago is forgotten first. */
    private static final int REMEMBERED = 1000;

    private final InstantSource clock;
    private final Map<String, Misses> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Misses> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Misses(int count, Instant until) {}

    FailedLogins(InstantSource clock) {
        this.clock = clock;
    }

    /** How long this address has to wait before its password is looked at; zero for not at all. */
    synchronized Duration wait(String address) {
        Misses misses = byAddress.get(address);
        if (misses == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), misses.until());
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void missed(String address) {
        Misses before = byAddress.get(address);
        int count = before == null ? 1 : before.count() + 1;
        Duration wait = count <= FREE
                ? Duration.ZERO
                : Duration.ofSeconds(Math.min(LONGEST.toSeconds(), 1L << Math.min(10, count - FREE - 1)));
        byAddress.put(address, new Misses(count, clock.instant().plus(wait)));
    }

    synchronized void succeeded(String address) {
        byAddress.remove(address);
    }

    synchronized int remembered() {
        return byAddress.size();
    }
}
