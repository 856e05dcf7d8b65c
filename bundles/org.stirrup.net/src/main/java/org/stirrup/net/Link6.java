package org.stirrup.net;

import java.net.Inet6Address;

/**
 * An IPv6 network on a link, on which Stirrup serves too. One OSGi service for each, registered by the DHCPv6 server
 * while it serves there: without it nobody listens on IPv6.
 *
 * @param link that carries it
 * @param address the appliance's address in it, not of the link alone
 * @param prefixLength of the network, 1 to 128
 */
public record Link6(Link link, Inet6Address address, int prefixLength) {}
