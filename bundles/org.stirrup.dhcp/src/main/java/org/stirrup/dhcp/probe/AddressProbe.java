package org.stirrup.dhcp.probe;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.Link;

/** Asks at an address whether somebody is there. */
@FunctionalInterface
public interface AddressProbe {
    /** What came of it. */
    sealed interface Outcome {
        /** Nobody answered in time, or nobody could be asked. */
        record Silence() implements Outcome {}

        /** @param by hardware address of who answered; empty when it is behind a router */
        record Answer(Optional<MacAddress> by) implements Outcome {}
    }

    /**
     * Returns at once.
     *
     * @param onLink whether the address is of the link's own network
     * @param outcome told once, after no more than this time, on any thread; on the caller's when nobody can be asked
     */
    void ask(Link link, Inet4Address address, boolean onLink, Duration wait, Consumer<Outcome> outcome);
}
