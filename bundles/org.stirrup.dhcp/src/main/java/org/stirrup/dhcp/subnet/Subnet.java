package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.net.Link;

/**
 * One network and what is given in it: settings whose network is known and whose defaults are filled in.
 *
 * @param times for how long addresses are given
 * @param allowBooting whether clients that boot are answered
 * @param reservations by machine
 * @param excluded addresses that somebody has by other means: the appliance, routers, name servers, reservations
 */
public record Subnet(
        Network network,
        List<AddressRange> ranges,
        boolean dynamicBootp,
        List<Inet4Address> routers,
        List<Inet4Address> domainNameServers,
        Optional<String> domainName,
        Optional<Inet4Address> nextServer,
        Optional<String> filename,
        LeaseTimes times,
        boolean allowBooting,
        Map<MacAddress, Reservation> reservations,
        Map<Integer, Octets> options,
        Set<Inet4Address> excluded) {
    static Subnet of(SubnetSettings settings, Network network, List<Link> links, Defaults defaults) {
        Set<Inet4Address> inUse = Stream.of(
                        links.stream().map(Link::address),
                        settings.routers().stream(),
                        settings.domainNameServers().stream(),
                        settings.nextServer().stream(),
                        settings.reservations().stream().map(Reservation::address))
                .flatMap(Function.identity())
                .filter(network::contains)
                .collect(Collectors.toUnmodifiableSet());
        return new Subnet(
                network,
                settings.ranges(),
                settings.dynamicBootp(),
                settings.routers(),
                settings.domainNameServers(),
                settings.domainName(),
                settings.nextServer(),
                settings.filename(),
                settings.times(defaults.times()),
                settings.allowBooting().orElse(defaults.allowBooting()),
                settings.reservations().stream()
                        .collect(Collectors.toUnmodifiableMap(Reservation::mac, Function.identity())),
                settings.options(),
                inUse);
    }

    public Optional<Reservation> reservationOf(MacAddress mac) {
        return Optional.ofNullable(reservations.get(mac));
    }

    /** Whether an address may be given to any machine that asks. */
    public boolean isFree(Inet4Address address) {
        return inRange(address) && !excluded.contains(address);
    }

    /** Whether this machine may have it: its own reservation, or one that any machine may have. */
    public boolean permits(MacAddress mac, Inet4Address address) {
        Optional<Reservation> own = reservationOf(mac);
        return own.isPresent() && own.get().address().equals(address) || isFree(address);
    }

    /** How many addresses any machine may have. */
    public long poolSize() {
        long size = ranges.stream().mapToLong(AddressRange::size).sum();
        long taken = excluded.stream().filter(this::inRange).count();
        return size - taken;
    }

    private boolean inRange(Inet4Address address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** For messages: {@code 192.168.1.240-192.168.1.250 of 192.168.1.0/24}. */
    public String pool() {
        return ranges.stream().map(AddressRange::toString).collect(Collectors.joining(", ")) + " of " + network;
    }
}
