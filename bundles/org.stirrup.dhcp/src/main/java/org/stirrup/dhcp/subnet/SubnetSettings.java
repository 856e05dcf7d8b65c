package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;

/**
 * One subnet as configured: each value is well formed. Whether they fit a network is known once the network is.
 *
 * @param source file or PID
 * @param network empty when it is that of the link
 * @param sharedNetwork name that subnets on one link have in common; empty for one that has its link for itself
 * @param ranges addresses to give away
 * @param exclude addresses of the ranges, and of pools, that are not given away after all
 * @param admission who is served here at all
 * @param dynamicBootp whether BOOTP clients get some of these, for ever
 * @param routers option 3
 * @param domainNameServers option 6
 * @param domainName option 15
 * @param terms what else is said of answers here
 * @param booting which of the clients that boot are answered; the default when empty
 * @param mode what clients get here; the default when empty
 * @param reservations addresses kept for machines
 */
public record SubnetSettings(
        String source,
        Optional<Network> network,
        Optional<String> sharedNetwork,
        List<AddressRange> ranges,
        List<AddressRange> exclude,
        Admission admission,
        boolean dynamicBootp,
        List<Inet4Address> routers,
        List<Inet4Address> domainNameServers,
        Optional<String> domainName,
        Terms terms,
        Optional<Admission> booting,
        Optional<Mode> mode,
        List<Reservation> reservations) {
    public SubnetSettings {
        ranges = List.copyOf(ranges);
        exclude = List.copyOf(exclude);
        routers = List.copyOf(routers);
        domainNameServers = List.copyOf(domainNameServers);
        reservations = List.copyOf(reservations);
    }

    /** What a link's network must contain for this subnet to be there; empty when it gives no address at all. */
    Optional<Inet4Address> anAddress() {
        return ranges.stream().map(AddressRange::first).findFirst().or(() -> reservations.stream()
                .map(Reservation::address)
                .findFirst());
    }
}
