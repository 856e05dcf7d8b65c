package org.stirrup.dhcp6.rules;

import java.net.Inet6Address;
import org.stirrup.dhcp6.codec.Ipv6;

/**
 * An IPv6 network.
 *
 * @param server the appliance's address in it
 * @param prefixLength bits that all of its addresses have in common, 1 to 128
 */
public record Network(Inet6Address server, int prefixLength) {
    /** Addresses are made at random: with fewer bits to choose from than 48, two machines would get the same one. */
    public static final int LONGEST_PREFIX = 80;

    public boolean holds(Inet6Address address) {
        return Ipv6.join(server, prefixLength, address.getAddress()).equals(address);
    }

    /** An address of this network, with the rest taken from the octets. */
    Inet6Address address(byte[] rest) {
        return Ipv6.join(server, prefixLength, rest);
    }

    @Override
    public String toString() {
        return Ipv6.text(address(new byte[Ipv6.LENGTH])) + "/" + prefixLength;
    }
}
