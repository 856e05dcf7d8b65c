package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stirrup.dhcp.codec.Octets;

/**
 * What a subnet, a pool, a class or a host may say of a client's answer. What is empty is said by a wider one: a host
 * comes before its classes, these before the pool, this before the subnet.
 *
 * @param nextServer where boot files are fetched from
 * @param filename boot file of every client that boots, in place of the one a loader names
 * @param usual lease time
 * @param least shortest lease time
 * @param most longest lease time
 * @param options further options: code to value
 */
public record Terms(
        Optional<Inet4Address> nextServer,
        Optional<String> filename,
        Optional<Duration> usual,
        Optional<Duration> least,
        Optional<Duration> most,
        Map<Integer, Octets> options) {
    /** Says nothing. */
    public static final Terms NONE = new Terms(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public Terms {
        options = Map.copyOf(options);
    }

    /** These, and where they are silent, those. */
    public Terms over(Terms wider) {
        if (equals(NONE)) {
            return wider;
        }
        Map<Integer, Octets> both = new LinkedHashMap<>(wider.options);
        both.putAll(options);
        // Another usual time is meant with its own limits: those of the wider one would cut it.
        boolean own = usual.isPresent();
        return new Terms(
                nextServer.or(wider::nextServer),
                filename.or(wider::filename),
                usual.or(wider::usual),
                own ? least : least.or(wider::least),
                own ? most : most.or(wider::most),
                both);
    }

    /**
     * Lease times, the defaults filled in. A usual time above the default longest, or below the default shortest, moves
     * that along.
     *
     * @throws IllegalArgumentException when they contradict each other
     */
    public LeaseTimes times(LeaseTimes defaults) {
        Duration time = usual.orElseGet(
                () -> between(least.orElse(defaults.least()), defaults.usual(), most.orElse(defaults.most())));
        Duration low = least.orElse(shorter(time, defaults.least()));
        Duration high = most.orElse(longer(time, defaults.most()));
        return new LeaseTimes(time, low, high);
    }

    private static Duration between(Duration low, Duration value, Duration high) {
        return shorter(longer(low, value), high);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
