package org.stirrup.ndp.codec;

import java.net.Inet6Address;
import java.util.Set;

/** A message between a host and the routers of its link. */
public sealed interface NdpMessage {
    /** The sender's address on the link. */
    Inet6Address source();

    /**
     * A host asks whether there is a router (RFC 4861, section 4.1).
     *
     * @param source the host's link-local address, or the unspecified one
     */
    record Solicitation(Inet6Address source) implements NdpMessage {}

    /**
     * A router says that it is there, and what holds on the link (RFC 4861, section 4.2).
     *
     * @param source the router's link-local address
     * @param lifetime seconds for which it is a default router, 0 to 65535; 0 when it is none
     * @param managed whether addresses are to be had by DHCPv6: flag M
     * @param other whether other configuration is to be had by DHCPv6: flag O
     * @param options the types of the options it carries: 1 is the router's hardware address, 3 a prefix
     */
    record Advertisement(Inet6Address source, int lifetime, boolean managed, boolean other, Set<Integer> options)
            implements NdpMessage {
        private static final int SOURCE_LINK_LAYER_ADDRESS = 1;

        public Advertisement {
            options = Set.copyOf(options);
        }

        /** Whether it tells a host nothing at all, and so comes from no router. */
        public boolean isEmpty() {
            return lifetime == 0
                    && !managed
                    && !other
                    && options.stream().allMatch(type -> type == SOURCE_LINK_LAYER_ADDRESS);
        }
    }
}
