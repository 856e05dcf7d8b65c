package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.dhcp.codec.Octets;

/**
 * One subnet as configured: each value is well formed. Whether they fit a network is known once the network is.
 *
 * @param source file or PID
 * @param network empty when it is that of the link
 * @param ranges addresses to give away
 * @param dynamicBootp whether BOOTP clients get some of these, for ever
 * @param routers option 3
 * @param domainNameServers option 6
 * @param domainName option 15
 * @param nextServer where boot files are fetched from; the appliance itself when empty
 * @param filename boot file of every client that boots, in place of the one a loader names
 * @param usualLease lease time; the default when empty
 * @param leastLease shortest lease time; the default when empty
 * @param mostLease longest lease time; the default when empty
 * @param allowBooting the default when empty
 * @param reservations addresses kept for machines
 * @param options further options: code to value
 */
public record SubnetSettings(
        String source,
        Optional<Network> network,
        List<AddressRange> ranges,
        boolean dynamicBootp,
        List<Inet4Address> routers,
        List<Inet4Address> domainNameServers,
        Optional<String> domainName,
        Optional<Inet4Address> nextServer,
        Optional<String> filename,
        Optional<Duration> usualLease,
        Optional<Duration> leastLease,
        Optional<Duration> mostLease,
        Optional<Boolean> allowBooting,
        List<Reservation> reservations,
        Map<Integer, Octets> options) {
    public SubnetSettings {
        ranges = List.copyOf(ranges);
        routers = List.copyOf(routers);
        domainNameServers = List.copyOf(domainNameServers);
        reservations = List.copyOf(reservations);
        options = Map.copyOf(options);
    }

    /** What a link's network must contain for this subnet to be there; empty when it gives no address at all. */
    Optional<Inet4Address> anAddress() {
        return ranges.stream().map(AddressRange::first).findFirst().or(() -> reservations.stream()
                .map(Reservation::address)
                .findFirst());
    }

    /**
     * Lease times, the defaults filled in. A usual time above the default longest, or below the default shortest, moves
     * that along.
     */
    LeaseTimes times(LeaseTimes defaults) {
        Duration usual = usualLease.orElseGet(() ->
                between(leastLease.orElse(defaults.least()), defaults.usual(), mostLease.orElse(defaults.most())));
        Duration least = leastLease.orElse(shorter(usual, defaults.least()));
        Duration most = mostLease.orElse(longer(usual, defaults.most()));
        return new LeaseTimes(usual, least, most);
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
