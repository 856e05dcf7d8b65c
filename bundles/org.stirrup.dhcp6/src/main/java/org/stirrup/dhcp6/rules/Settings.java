package org.stirrup.dhcp6.rules;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stirrup.api.boot.MacAddress;

/**
 * What clients get beside their address.
 *
 * @param lifetime of an address in seconds
 * @param dnsServers option 23; none for none
 * @param parameters of every boot program: option 60; none for none
 * @param reservations addresses kept for machines, by what each is known by
 */
public record Settings(
        int lifetime, List<Inet6Address> dnsServers, List<String> parameters, Map<Machine, Inet6Address> reservations) {
    public Settings {
        reservations = Map.copyOf(reservations);
        dnsServers = List.copyOf(dnsServers);
        parameters = List.copyOf(parameters);
    }

    /** What is kept for a client in that network; its hardware address before its identifier. */
    Optional<Inet6Address> reserved(MacAddress mac, ByteBuffer duid, Network network) {
        return Stream.of(Machine.of(mac), Machine.of(duid))
                .flatMap(machine -> Optional.ofNullable(reservations.get(machine)).stream())
                .filter(network::holds)
                .findFirst();
    }
}
