package org.stirrup.dhcp6.server;

import java.net.Inet6Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.dhcp6.codec.Ipv6;
import org.stirrup.dhcp6.rules.Network;
import org.stirrup.net.Link;

/** The appliance's IPv6 addresses on a link as they are now, each with its network, in the system's order. */
@FunctionalInterface
interface Addresses {
    List<Network> of(Link link);

    /** What the system says. */
    static List<Network> system(Link link) {
        List<Network> found = new ArrayList<>();
        try {
            NetworkInterface card = NetworkInterface.getByIndex(link.index());
            if (card != null) {
                for (InterfaceAddress assigned : card.getInterfaceAddresses()) {
                    if (assigned.getAddress() instanceof Inet6Address address) {
                        // Without the scope that Java adds: it is no part of the address.
                        found.add(new Network(Ipv6.of(address.getAddress()), assigned.getNetworkPrefixLength()));
                    }
                }
            }
        } catch (SocketException e) {
            Logger log = LoggerFactory.getLogger(Addresses.class);
            log.warn("{}: the system does not tell its IPv6 addresses", link.name(), e);
        }
        return found;
    }

    /** The address of the link itself, from which servers speak (RFC 8415, section 13.1). */
    static Optional<Inet6Address> linkLocal(List<Network> all) {
        return all.stream()
                .map(Network::server)
                .filter(Inet6Address::isLinkLocalAddress)
                .findFirst();
    }
}
