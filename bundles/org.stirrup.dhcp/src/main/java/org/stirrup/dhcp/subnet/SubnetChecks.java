package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold between the values of one subnet, and between two subnets. */
final class SubnetChecks {
    private SubnetChecks() {}

    /** Whether its addresses are in its network. */
    static void fits(SubnetSettings settings, Network network, Complaints complaints) {
        String example = "give a range such as " + network.example();
        for (AddressRange range : settings.ranges()) {
            outside(range.first(), network)
                    .ifPresent(why -> complaints.error("range", range.toString(), "the first address " + why, example));
            outside(range.last(), network)
                    .ifPresent(why -> complaints.error("range", range.toString(), "the last address " + why, example));
        }
        for (Reservation reservation : settings.reservations()) {
            outside(reservation.address(), network)
                    .ifPresent(why -> complaints.error(
                            "reservations",
                            reservation.toString(),
                            "the address " + why,
                            "give an address of " + network));
        }
        for (Inet4Address router : settings.routers()) {
            outside(router, network)
                    .ifPresent(why -> complaints.warning(
                            "routers",
                            router.getHostAddress(),
                            "the address " + why + ", so clients cannot reach it",
                            "give the gateway's address in " + network));
        }
    }

    private static Optional<String> outside(Inet4Address address, Network network) {
        if (!network.contains(address)) {
            return Optional.of("is not in " + network);
        }
        return network.hosts(address)
                ? Optional.empty()
                : Optional.of(
                        "is " + (address.equals(network.address()) ? "the number of " : "the broadcast address of ")
                                + network);
    }

    /** Whether its values contradict each other, whatever its network is. */
    static void agrees(SubnetSettings settings, Complaints complaints) {
        disjoint("range", settings.ranges(), complaints);
        disjoint("exclude", settings.exclude(), complaints);
        Map<Inet4Address, Identity> taken = new HashMap<>();
        Set<Identity> machines = new HashSet<>();
        for (Reservation reservation : settings.reservations()) {
            String value = reservation.toString();
            Identity other = taken.put(reservation.address(), reservation.owner());
            if (other != null) {
                complaints.error(
                        "reservations", value, "the address is reserved for " + other + " too", "give each its own");
            } else if (!machines.add(reservation.owner())) {
                complaints.error("reservations", value, "this machine has another address already", "keep one of them");
            }
        }
    }

    /** Whether ranges of one key share addresses. */
    static void disjoint(String key, List<AddressRange> ranges, Complaints complaints) {
        for (int i = 0; i < ranges.size(); i++) {
            for (AddressRange earlier : ranges.subList(0, i)) {
                if (ranges.get(i).overlaps(earlier)) {
                    complaints.error(
                            key,
                            ranges.get(i).toString(),
                            "it overlaps " + earlier + " of the same subnet",
                            "write each address once");
                }
            }
        }
    }

    /** Whether two subnets want the same addresses. */
    static void apart(SubnetSettings settings, SubnetSettings other, Complaints complaints) {
        apart(settings.ranges(), other.ranges(), other.source(), complaints);
        settings.network().ifPresent(network -> other.network()
                .filter(network::overlaps)
                .ifPresent(theirs -> complaints.error(
                        "subnet",
                        network.toString(),
                        "it overlaps " + theirs + " of " + other.source(),
                        "write one file for each network, with several ranges where needed")));
    }

    /** Whether ranges share addresses with those of another file. */
    static void apart(List<AddressRange> ranges, List<AddressRange> others, String source, Complaints complaints) {
        for (AddressRange range : ranges) {
            others.stream()
                    .filter(range::overlaps)
                    .forEach(theirs -> complaints.error(
                            "range",
                            range.toString(),
                            "it overlaps " + theirs + " of " + source,
                            "give every address to one subnet"));
        }
    }
}
