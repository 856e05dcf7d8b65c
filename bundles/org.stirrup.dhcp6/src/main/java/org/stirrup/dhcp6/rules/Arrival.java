package org.stirrup.dhcp6.rules;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import org.stirrup.api.boot.MacAddress;

/**
 * Where a message was heard, and from whom.
 *
 * @param mac of the sender
 * @param link name of the network interface
 * @param server the appliance's IPv4 address there, by which the switchboard knows it
 * @param serverId the appliance's DUID there
 * @param network whose addresses are given
 */
public record Arrival(MacAddress mac, String link, Inet4Address server, ByteBuffer serverId, Network network) {
    private static final short LINK_LAYER = 3;
    private static final short ETHERNET = 1;

    /** A DUID made of the link's hardware address (RFC 8415, section 11.4). */
    public static ByteBuffer serverId(MacAddress hardware) {
        return ByteBuffer.allocate(10)
                .putShort(LINK_LAYER)
                .putShort(ETHERNET)
                .put(hardware.bytes())
                .flip()
                .asReadOnlyBuffer();
    }
}
