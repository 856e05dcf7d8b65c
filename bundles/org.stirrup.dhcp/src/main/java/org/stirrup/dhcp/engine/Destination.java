package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.Ipv4;

/**
 * Where a reply goes.
 *
 * @param address IP destination
 * @param port UDP destination
 * @param hardware present when the machine cannot answer ARP for the address yet
 */
public record Destination(Inet4Address address, int port, Optional<MacAddress> hardware) {
    /** The same, heard by all on the link. */
    Destination toEverybody() {
        return new Destination(Ipv4.EVERYBODY, port, Optional.empty());
    }
}
