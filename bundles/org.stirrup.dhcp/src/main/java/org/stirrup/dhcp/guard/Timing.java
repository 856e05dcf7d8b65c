package org.stirrup.dhcp.guard;

import java.time.Duration;

/**
 * How often, and for how long.
 *
 * @param window how long the first clients of a link wait while others are looked for
 * @param interval between two looks later on; right after the start they follow each other sooner
 * @param patience this many looks in a row without an answer, and the time they take, mean that a server is gone
 */
public record Timing(Duration window, Duration interval, int patience) {
    /** From the INFORM to the DISCOVER. Who answers an INFORM answers it at once, and need not be asked further. */
    public static final Duration DISCOVER_AFTER = Duration.ofMillis(50);

    /**
     * ISC dhcpd pings for a second what it is going to offer (dhcpd.conf: ping-timeout). A client says its second
     * DISCOVER after one second to four.
     */
    public static final Duration WINDOW = Duration.ofMillis(1150);

    public static final int PATIENCE = 5;
}
