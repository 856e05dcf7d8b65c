package org.stirrup.dhcp6.codec;

import java.net.Inet6Address;
import java.nio.ByteBuffer;

/**
 * An IPv6 packet with the message that it carries (RFC 8200, section 3).
 *
 * @param source of the sender
 * @param hopLimit 255 when no router passed it on
 * @param payload what follows the header
 */
public record Ipv6Packet(Inet6Address source, int hopLimit, ByteBuffer payload) {
    /** Octets of the header, and where in it the type of what follows stands. */
    public static final int HEADER = 40;

    public static final int NEXT_HEADER = 6;

    public static final int UDP = 17;
    public static final int ICMPV6 = 58;

    /** RFC 8415, section 7.2. */
    public static final int CLIENT_PORT = 546;

    public static final int SERVER_PORT = 547;

    /** RFC 4861, section 4.1. */
    public static final int ROUTER_SOLICITATION = 133;

    static final int UNTOUCHED = 255;
    private static final int UDP_HEADER = 8;
    private static final int SOURCE = 8;
    private static final int CHECKSUM_IN_UDP = 6;
    static final int CHECKSUM_IN_ICMP = 2;

    /** @throws Malformed when the octets do not hold what the header says */
    public static Ipv6Packet decode(ByteBuffer packet) throws Malformed {
        ByteBuffer in = packet.slice();
        if (in.remaining() < HEADER || (in.get(0) & 0xf0) != 0x60) {
            throw new Malformed("no IPv6 packet, " + in.remaining() + " octets");
        }
        int length = Short.toUnsignedInt(in.getShort(4));
        if (HEADER + length > in.remaining()) {
            throw new Malformed(length + " octets announced, " + (in.remaining() - HEADER) + " came");
        }
        int hopLimit = in.get(7) & 0xff;
        Inet6Address source = Ipv6.read(in.position(SOURCE));
        return new Ipv6Packet(source, hopLimit, in.slice(HEADER, length));
    }

    /**
     * The message in a UDP datagram. Its checksum is not looked at: that of a sender on this same machine is often left
     * to a network card that its packet never meets.
     */
    public ByteBuffer datagram() throws Malformed {
        if (payload.remaining() < UDP_HEADER) {
            throw new Malformed("a UDP datagram of " + payload.remaining() + " octets");
        }
        int length = Short.toUnsignedInt(payload.getShort(4));
        if (length < UDP_HEADER || length > payload.remaining()) {
            throw new Malformed("a UDP datagram of " + length + " octets in a packet of " + payload.remaining());
        }
        return payload.slice(UDP_HEADER, length - UDP_HEADER);
    }

    /** Whether it is a host's question for routers that came from this link (RFC 4861, section 6.1.1). */
    public boolean isRouterSolicitation() {
        return hopLimit == UNTOUCHED
                && payload.remaining() >= UDP_HEADER
                && payload.get(0) == (byte) ROUTER_SOLICITATION
                && payload.get(1) == 0;
    }

    /** A server's datagram to a client. */
    public static ByteBuffer toClient(Inet6Address from, Inet6Address to, ByteBuffer message) {
        return datagram(from, SERVER_PORT, to, CLIENT_PORT, message);
    }

    /** A client's datagram to servers. */
    public static ByteBuffer toServers(Inet6Address from, Inet6Address to, ByteBuffer message) {
        return datagram(from, CLIENT_PORT, to, SERVER_PORT, message);
    }

    private static ByteBuffer datagram(
            Inet6Address from, int fromPort, Inet6Address to, int toPort, ByteBuffer message) {
        int length = UDP_HEADER + message.remaining();
        ByteBuffer datagram =
                ByteBuffer.allocate(length).putShort((short) fromPort).putShort((short) toPort);
        datagram.putShort((short) length).putShort((short) 0).put(message.duplicate());
        return packet(from, to, UDP, datagram.flip(), CHECKSUM_IN_UDP);
    }

    /** @param checksum where in the payload it belongs */
    static ByteBuffer packet(Inet6Address from, Inet6Address to, int next, ByteBuffer payload, int checksum) {
        ByteBuffer out = ByteBuffer.allocate(HEADER + payload.remaining());
        out.put(0, (byte) 0x60).putShort(4, (short) payload.remaining());
        out.put(NEXT_HEADER, (byte) next).put(7, (byte) UNTOUCHED);
        out.put(SOURCE, from.getAddress()).put(SOURCE + Ipv6.LENGTH, to.getAddress());
        out.put(HEADER, payload, 0, payload.remaining());
        out.putShort(HEADER + checksum, (short) checksum(out, next));
        return out;
    }

    /** The Internet checksum over the pseudo-header and the message (RFC 8200, section 8.1); never 0. */
    private static int checksum(ByteBuffer packet, int next) {
        long sum = packet.limit() - HEADER + next;
        for (int at = SOURCE; at < packet.limit(); at += 2) {
            int low = at + 1 < packet.limit() ? packet.get(at + 1) & 0xff : 0;
            sum += (packet.get(at) & 0xff) << 8 | low;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        int inverse = (int) ~sum & 0xffff;
        return inverse == 0 ? 0xffff : inverse;
    }
}
