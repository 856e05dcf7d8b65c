package org.stirrup.net;

import java.net.Inet4Address;

/**
 * A network interface that Stirrup serves. One OSGi service for each configured interface that is up and has an IPv4
 * address; it comes and goes with the configuration and the interface. Servers listen on the links that are there and
 * on nothing else.
 *
 * @param name of the interface: {@code eth1}
 * @param index the kernel's number of it
 * @param address the appliance's address on it
 * @param prefixLength of its network, 0 to 32
 */
public record Link(String name, int index, Inet4Address address, int prefixLength) {}
