package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.boot.MacAddress;

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
                            reservation.mac() + "=" + reservation.address().getHostAddress(),
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
        List<AddressRange> ranges = settings.ranges();
        for (int i = 0; i < ranges.size(); i++) {
            for (AddressRange earlier : ranges.subList(0, i)) {
                if (ranges.get(i).overlaps(earlier)) {
                    complaints.error(
                            "range",
                            ranges.get(i).toString(),
                            "it overlaps " + earlier + " of the same subnet",
                            "write each address once");
                }
            }
        }
        Map<Inet4Address, MacAddress> taken = new HashMap<>();
        Set<MacAddress> machines = new HashSet<>();
        for (Reservation reservation : settings.reservations()) {
            String value = reservation.mac() + "=" + reservation.address().getHostAddress();
            MacAddress other = taken.put(reservation.address(), reservation.mac());
            if (other != null) {
                complaints.error(
                        "reservations", value, "the address is reserved for " + other + " too", "give each its own");
            } else if (!machines.add(reservation.mac())) {
                complaints.error("reservations", value, "this machine has another address already", "keep one of them");
            }
        }
        if (ranges.isEmpty() && settings.reservations().isEmpty() && !complaints.refused()) {
            complaints.warning("range", "", "there is no address to give", "add range=FIRST-LAST or reservations");
        }
        try {
            settings.times(Defaults.STANDARD.times());
        } catch (IllegalArgumentException e) {
            complaints.error(
                    "leaseSeconds",
                    settings.usualLease()
                            .map(time -> Long.toString(time.toSeconds()))
                            .orElse(""),
                    e.getMessage(),
                    "keep minLeaseSeconds <= leaseSeconds <= maxLeaseSeconds");
        }
    }

    /** Whether two subnets want the same addresses. */
    static void apart(SubnetSettings settings, SubnetSettings other, Complaints complaints) {
        for (AddressRange range : settings.ranges()) {
            other.ranges().stream()
                    .filter(range::overlaps)
                    .forEach(theirs -> complaints.error(
                            "range",
                            range.toString(),
                            "it overlaps " + theirs + " of " + other.source(),
                            "give every address to one subnet"));
        }
        settings.network().ifPresent(network -> other.network()
                .filter(network::overlaps)
                .ifPresent(theirs -> complaints.error(
                        "subnet",
                        network.toString(),
                        "it overlaps " + theirs + " of " + other.source(),
                        "write one file for each network, with several ranges where needed")));
    }
}
