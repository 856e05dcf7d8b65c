package org.stirrup.dhcp.server;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Lets one line of a kind through in a while, and counts the others. Safe for many threads. */
final class Throttle {
    private static final int KINDS = 256;

    private record Kind(Instant again, long held) {}

    private final Duration pause;
    private final Map<String, Kind> kinds = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kind> eldest) {
            return size() > KINDS;
        }
    };

    Throttle(Duration pause) {
        this.pause = pause;
    }

    /** @return how many of this kind were held back before, when this one may pass; empty when it may not */
    synchronized OptionalLong pass(String kind, Instant now) {
        Kind last = kinds.get(kind);
        if (last != null && now.isBefore(last.again())) {
            kinds.put(kind, new Kind(last.again(), last.held() + 1));
            return OptionalLong.empty();
        }
        kinds.put(kind, new Kind(now.plus(pause), 0));
        return OptionalLong.of(last == null ? 0 : last.held());
    }
}
