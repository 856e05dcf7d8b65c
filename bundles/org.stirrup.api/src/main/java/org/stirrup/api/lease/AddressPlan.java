package org.stirrup.api.lease;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Which addresses the DHCP server gives, as it is configured now. Safe for many threads. */
@ProviderType
public interface AddressPlan {
    /** The subnets that are served; a snapshot. */
    List<Subnet> subnets();

    /**
     * One network.
     *
     * @param network its lowest address
     * @param prefix bits of it that all its machines share, 0 to 32
     * @param pools in the order in which they are tried
     * @param reserved addresses kept for one machine each, in order of address
     */
    record Subnet(Inet4Address network, int prefix, List<Pool> pools, List<Reserved> reserved) {
        public Subnet {
            pools = List.copyOf(pools);
            reserved = List.copyOf(reserved);
        }

        /** {@code 192.168.1.0/24}. */
        public String text() {
            return network.getHostAddress() + "/" + prefix;
        }
    }

    /**
     * Addresses that are given on the same terms.
     *
     * @param source where it is written
     * @param ranges without what is excluded, in order
     * @param kept those of the ranges that somebody has by other means: the appliance, a router, a reservation
     */
    record Pool(String source, List<Range> ranges, Set<Inet4Address> kept) {
        public Pool {
            ranges = List.copyOf(ranges);
            kept = Set.copyOf(kept);
        }
    }

    /**
     * Addresses one after the other.
     *
     * @param last not below the first
     */
    record Range(Inet4Address first, Inet4Address last) {}

    /**
     * An address that is kept.
     *
     * @param owner a MAC address, or {@code id:}, {@code uuid:}, {@code circuit:} or {@code remote:} with its value
     * @param hostname what the machine is told it is called
     */
    record Reserved(Inet4Address address, String owner, Optional<String> hostname) {}
}
