package org.stirrup.net.link;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.stirrup.net.Link;

/**
 * A network interface as the system shows it.
 *
 * @param index the kernel's number of it
 * @param up switched on by the administrator; a cable need not be in it
 * @param addresses IPv4, in the system's order
 */
record Nic(String name, int index, boolean up, List<Assigned> addresses) {
    /** An address and the length of its network's prefix in bits. */
    record Assigned(Inet4Address address, int prefixLength) {}

    /**
     * How it is served; empty while it is down or has no IPv4 address. An address that was served before is kept as
     * long as it is there; otherwise one that an administrator or DHCP gave goes before a self-assigned one.
     */
    Optional<Link> link(Optional<Link> before) {
        if (!up) {
            return Optional.empty();
        }
        return addresses.stream()
                .filter(a ->
                        before.isPresent() && a.address().equals(before.get().address()))
                .findFirst()
                .or(() -> addresses.stream()
                        .filter(a -> !a.address().isLinkLocalAddress())
                        .findFirst())
                .or(() -> addresses.stream().findFirst())
                .map(a -> new Link(name, index, a.address(), a.prefixLength()));
    }
}
