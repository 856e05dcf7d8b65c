package org.stirrup.dhcp6.codec;

import java.net.Inet6Address;
import java.nio.ByteBuffer;

/**
 * What tells hosts that addresses and other configuration are to be had by DHCPv6, and which network is on their link;
 * its sender is no router that anything could be sent through (RFC 4861, section 4.2).
 *
 * @param prefix an address of the network
 * @param prefixLength 1 to 128
 * @param seconds for which the network is on the link
 */
public record RouterAdvertisement(Inet6Address prefix, int prefixLength, int seconds) {
    private static final int TYPE = 134;
    private static final int LENGTH = 56;
    private static final int MANAGED_AND_OTHER = 0xc0;
    private static final int SOURCE_LINK_LAYER_ADDRESS = 1;
    private static final int PREFIX_INFORMATION = 3;

    /** On the link, and not to make an address of. */
    private static final int ON_LINK = 0x80;

    /** The packet. @param from a link-local address @param hardware of the sender, six bytes */
    public ByteBuffer encode(Inet6Address from, Inet6Address to, byte[] hardware) {
        ByteBuffer out = ByteBuffer.allocate(LENGTH);
        out.put((byte) TYPE).put((byte) 0).putShort((short) 0);
        // No hop limit is said, and a router's lifetime, reachable time and retransmission timer of 0.
        out.put((byte) 0)
                .put((byte) MANAGED_AND_OTHER)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0);
        out.put((byte) SOURCE_LINK_LAYER_ADDRESS).put((byte) 1).put(hardware);
        out.put((byte) PREFIX_INFORMATION)
                .put((byte) 4)
                .put((byte) prefixLength)
                .put((byte) ON_LINK);
        out.putInt(seconds).putInt(seconds).putInt(0);
        out.put(Ipv6.join(prefix, prefixLength, new byte[Ipv6.LENGTH]).getAddress());
        return Ipv6Packet.packet(from, to, Ipv6Packet.ICMPV6, out.flip(), Ipv6Packet.CHECKSUM_IN_ICMP);
    }
}
