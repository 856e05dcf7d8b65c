package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;

/**
 * Machines that are on their way from firmware to system, and their addresses. A system that comes up there with an
 * identifier of its own is the same machine. Safe for many threads.
 */
final class BootChains {
    /** From the last word of firmware or loader to the first of the system: a disk may be checked in between. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int LIMIT = 8192;

    private record Step(Inet4Address address, Instant until) {}

    private final Map<MacAddress, Step> steps = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MacAddress, Step> eldest) {
            return size() > LIMIT;
        }
    };

    /** A client was given this address. A system ends the way: who comes later is another. */
    synchronized void confirmed(BootClient client, Inet4Address address, Instant now) {
        steps.remove(client.mac());
        if (client.boots()) {
            steps.put(client.mac(), new Step(address, now.plus(PATIENCE)));
        }
    }

    /** Where the machine's firmware was a moment ago. */
    synchronized Optional<Inet4Address> of(MacAddress mac, Instant now) {
        return Optional.ofNullable(steps.get(mac))
                .filter(step -> step.until().isAfter(now))
                .map(Step::address);
    }
}
