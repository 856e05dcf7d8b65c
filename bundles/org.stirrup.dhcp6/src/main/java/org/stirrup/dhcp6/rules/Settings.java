package org.stirrup.dhcp6.rules;

import java.net.Inet6Address;
import java.util.List;

/**
 * What clients get beside their address.
 *
 * @param lifetime of an address in seconds
 * @param dnsServers option 23; none for none
 * @param parameters of every boot program: option 60; none for none
 */
public record Settings(int lifetime, List<Inet6Address> dnsServers, List<String> parameters) {
    public Settings {
        dnsServers = List.copyOf(dnsServers);
        parameters = List.copyOf(parameters);
    }
}
