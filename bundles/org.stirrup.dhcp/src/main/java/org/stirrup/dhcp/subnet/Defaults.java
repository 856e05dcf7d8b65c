package org.stirrup.dhcp.subnet;

import java.time.Duration;

/**
 * What holds for every subnet that does not say otherwise.
 *
 * @param authoritative whether a client that wants a wrong address is told so, and one with an unknown lease may keep
 *     it; false beside another DHCP server
 * @param allowBooting whether clients that boot from the network are answered
 * @param times for how long addresses are given
 * @param offer how long an offered address waits for its client
 * @param quarantine how long an address is left alone after a client found it in use
 * @param port where clients send to; they listen on the next (67 and 68)
 */
public record Defaults(
        boolean authoritative, boolean allowBooting, LeaseTimes times, Duration offer, Duration quarantine, int port) {
    /** In force when nothing is configured. */
    public static final Defaults STANDARD = new Defaults(
            true,
            true,
            new LeaseTimes(Duration.ofHours(1), Duration.ofMinutes(2), Duration.ofDays(1)),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            67);
}
