package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Addresses at which nobody answered a while ago. Safe for many threads. */
final class Cleared {
    private static final int MOST = 16_384;

    private final Map<Inet4Address, Instant> until = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Inet4Address, Instant> eldest) {
            return size() > MOST;
        }
    };

    /** The same, apart. */
    synchronized Cleared copy() {
        Cleared copy = new Cleared();
        copy.until.putAll(until);
        return copy;
    }

    synchronized void add(Inet4Address address, Instant end) {
        until.remove(address);
        until.put(address, end);
    }

    synchronized boolean contains(Inet4Address address, Instant now) {
        Instant end = until.get(address);
        return end != null && end.isAfter(now);
    }
}
