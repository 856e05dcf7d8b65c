package org.stirrup.boot.client;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver.Sighting;
import org.stirrup.api.boot.MacAddress;

/** How each machine last showed itself, with or without an address; the latest are kept. Safe for many threads. */
public final class Sightings {
    private static final int LIMIT = 16_384;

    private final InstantSource clock;
    private final Map<MacAddress, Sighting> byMac = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<MacAddress, Sighting> eldest) {
            return size() > LIMIT;
        }
    };

    public Sightings(InstantSource clock) {
        this.clock = clock;
    }

    /** The client was heard just now. */
    public synchronized void note(BootClient client) {
        byMac.put(client.mac(), new Sighting(client, clock.instant()));
    }

    public synchronized Optional<Sighting> of(MacAddress mac) {
        return Optional.ofNullable(byMac.get(mac));
    }
}
