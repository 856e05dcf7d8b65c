package org.stirrup.boot.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stirrup.testkit.boot.Machines.MAC;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver.Sighting;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.testkit.boot.Machines;

class SightingsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Sightings sightings = new Sightings(now::get);

    @Test
    void theLatestOfAMachineIsKept() {
        assertEquals(Optional.empty(), sightings.of(MAC));

        sightings.note(Machines.bios());
        assertEquals(Optional.of(new Sighting(Machines.bios(), Instant.EPOCH)), sightings.of(MAC));

        now.set(Instant.ofEpochSecond(20));
        BootClient installer = BootClient.of(MAC, "br0");
        sightings.note(installer);
        assertEquals(Optional.of(new Sighting(installer, Instant.ofEpochSecond(20))), sightings.of(MAC));
    }

    @Test
    void theLongestUnheardAreForgottenWhenThereAreTooMany() {
        sightings.note(Machines.bios());
        for (int i = 0; i < 20_000; i++) {
            sightings.note(
                    BootClient.of(new MacAddress(String.format("02:00:00:00:%02x:%02x", i >> 8, i & 255)), "br0"));
        }
        assertEquals(Optional.empty(), sightings.of(MAC));
    }
}
