package org.stirrup.dhcp.subnet;

import java.time.Duration;
import java.util.Optional;

/**
 * What holds for every subnet that does not say otherwise.
 *
 * @param mode what clients get
 * @param company how it gets on with other servers
 * @param authoritative whether a client that wants a wrong address is told so, and one with an unknown lease may keep
 *     it; false beside another DHCP server
 * @param booting which of the clients that boot from the network are answered
 * @param times for how long addresses are given
 * @param offer how long an offered address waits for its client
 * @param quarantine how long an address is left alone after a client found it in use
 * @param probe how long to wait for somebody to answer at an address before its first use; empty: nobody is asked
 * @param probeRelayed whether that is done for addresses behind relay agents too, by ICMP echo
 * @param limits how much is taken from clients
 * @param identification whose a lease is
 * @param port where clients send to; they listen on the next (67 and 68)
 */
public record Defaults(
        Mode mode,
        Company company,
        boolean authoritative,
        Admission booting,
        LeaseTimes times,
        Duration offer,
        Duration quarantine,
        Optional<Duration> probe,
        boolean probeRelayed,
        Limits limits,
        Identification identification,
        int port) {
    /** In force when nothing is configured. */
    public static final Defaults STANDARD = new Defaults(
            Mode.SERVER,
            Company.STANDARD,
            true,
            Admission.ALL,
            new LeaseTimes(Duration.ofHours(1), Duration.ofMinutes(2), Duration.ofDays(1)),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Optional.of(Duration.ofMillis(500)),
            false,
            new Limits(10, 200),
            Identification.AUTOMATIC,
            67);

    /** The same beside another server, which may know what we do not. */
    public Defaults deferring() {
        return new Defaults(
                mode,
                company,
                false,
                booting,
                times,
                offer,
                quarantine,
                probe,
                probeRelayed,
                limits,
                identification,
                port);
    }
}
