package org.stirrup.net;

import org.osgi.annotation.versioning.ProviderType;

/** Opens UDP ports. The seam below which sockets are; everything above is tested without them. */
@ProviderType
public interface UdpPorts {
    /**
     * Opens a port that hears only what arrives on the link, broadcasts included, and sends only there.
     *
     * @param port 0 for any free one, which then hears unicast only and is bound to the link's address
     * @param receiver called for each datagram, one at a time for each remote address
     * @throws PortException when it cannot be had; the message says why and, when another process has it, which
     */
    UdpPort open(Link link, int port, Receiver receiver) throws PortException;

    /**
     * Opens a port at the appliance's IPv6 address that hears and sends only on its link.
     *
     * @param port 0 for any free one
     * @param receiver called for each datagram, one at a time for each remote address
     * @throws PortException when it cannot be had; the message says why and, when another process has it, which
     */
    default UdpPort open(Link6 link, int port, Receiver receiver) throws PortException {
        throw new PortException(
                "cannot open UDP port " + port + " on " + link.link().name() + ": no IPv6 here", null);
    }
}
