package org.stirrup.net;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens ports for packets that the system's own sockets do not carry, such as those of an IPv6 that is switched off
 * here and not on the clients. The seam below which sockets are.
 */
@ProviderType
public interface PacketPorts {
    /**
     * Hears the packets that arrive on the link and pass the filter.
     *
     * @param receiver called on a thread of the port's own
     * @throws PortException when there can be none: the link is not Ethernet, or this process may not (CAP_NET_RAW)
     */
    PacketPort open(Link link, PacketFilter filter, PacketReceiver receiver) throws PortException;
}
