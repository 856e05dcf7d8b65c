package org.stirrup.net;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.stirrup.api.boot.MacAddress;

/**
 * Which packets are heard. The kernel sorts them out; the others cost this process nothing.
 *
 * @param etherType of the network protocol: 0x86dd is IPv6
 * @param groups multicast hardware addresses that the network card is to listen to
 * @param octets all of which must fit
 */
public record PacketFilter(int etherType, List<MacAddress> groups, List<Octet> octets) {
    /**
     * One octet of a packet.
     *
     * @param offset from the start of the network header, 0 to 1500
     * @param values one of which it must have, each 0 to 255
     */
    public record Octet(int offset, Set<Integer> values) {
        private static final int FARTHEST = 1500;

        public Octet {
            if (offset < 0 || offset > FARTHEST) {
                throw new IllegalArgumentException("offset outside 0.." + FARTHEST + ": " + offset);
            }
            if (values.isEmpty() || values.stream().anyMatch(value -> value < 0 || value > 0xff)) {
                throw new IllegalArgumentException("values are to be some of 0..255, not " + new TreeSet<>(values));
            }
            values = Set.copyOf(values);
        }
    }

    public PacketFilter {
        if (etherType < 0x600 || etherType > 0xffff) {
            throw new IllegalArgumentException("no EtherType: " + etherType);
        }
        groups = List.copyOf(groups);
        octets = List.copyOf(octets);
    }
}
