package org.stirrup.testkit.lease;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;

/** Leases for tests. */
public final class Leases {
    /** With nanoseconds, which a store must keep. */
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");

    private Leases() {}

    /** @param text in dotted form */
    public static Inet4Address address(String text) {
        try {
            return (Inet4Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** 10.0.0.0 and so many addresses on. */
    public static Inet4Address address(int number) {
        return address("10." + (number >> 16 & 0xff) + "." + (number >> 8 & 0xff) + "." + (number & 0xff));
    }

    /** 52:54:00 and the number. */
    public static MacAddress mac(int number) {
        return new MacAddress(
                String.format("52:54:00:%02x:%02x:%02x", number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
    }

    /** A bound lease from {@link #NOON} for an hour. */
    public static Lease bound(String address, int client) {
        return bound(address(address), client, NOON);
    }

    /** A bound lease for an hour. */
    public static Lease bound(Inet4Address address, int client, Instant starts) {
        return new Lease(
                address,
                ClientKey.of(mac(client)),
                mac(client),
                Optional.of("pc" + client),
                Lease.State.BOUND,
                starts,
                Optional.of(starts.plus(Duration.ofHours(1))));
    }

    /** The same lease with another end; empty for never. */
    public static Lease until(Lease lease, Optional<Instant> expires) {
        return new Lease(
                lease.address(), lease.client(), lease.mac(), lease.hostname(), lease.state(), lease.starts(), expires);
    }

    /** The same lease for another client. */
    public static Lease to(Lease lease, int client) {
        return new Lease(
                lease.address(),
                ClientKey.of(mac(client)),
                mac(client),
                lease.hostname(),
                lease.state(),
                lease.starts(),
                lease.expires());
    }

    /** The same lease in another state. */
    public static Lease in(Lease lease, Lease.State state) {
        return new Lease(
                lease.address(), lease.client(), lease.mac(), lease.hostname(), state, lease.starts(), lease.expires());
    }
}
