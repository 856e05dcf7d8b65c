package org.stirrup.ndp.codec;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads and writes IPv6 packets that carry a router solicitation or a router advertisement, checksum included (RFC 8200,
 * section 3; RFC 4443, section 2; RFC 4861, section 4).
 */
public final class NdpCodec {
    /** ICMPv6 as the next header of IPv6. */
    public static final int ICMPV6 = 58;

    public static final int ROUTER_SOLICITATION = 133;
    public static final int ROUTER_ADVERTISEMENT = 134;

    /** Octets of the IPv6 header, and where in it or after it the codec looks. */
    public static final int HEADER = 40;

    public static final int NEXT_HEADER = 6;
    private static final int HOP_LIMIT = 7;
    private static final int SOURCE = 8;
    private static final int DESTINATION = 24;
    private static final int CHECKSUM = HEADER + 2;

    private static final int SOLICITATION_LENGTH = 8;
    private static final int ADVERTISEMENT_LENGTH = 16;
    private static final int ADDRESS_LENGTH = 16;
    private static final int OPTION_UNIT = 8;
    private static final int SOURCE_LINK_LAYER_ADDRESS = 1;
    private static final int MANAGED = 0x80;
    private static final int OTHER = 0x40;

    /** No router has passed it on: such a packet is of this link (RFC 4861, section 3.1). */
    private static final int UNTOUCHED_HOP_LIMIT = 255;

    private NdpCodec() {}

    /** Reads a packet and checks it as a receiver must (RFC 4861, sections 6.1.1 and 6.1.2). */
    public static Decoded decode(ByteBuffer packet) {
        ByteBuffer in = packet.slice();
        if (in.remaining() < HEADER + SOLICITATION_LENGTH || (in.get(0) & 0xf0) != 0x60) {
            return new Decoded.Malformed("no IPv6 packet with a message in it, " + in.remaining() + " octets");
        }
        int length = Short.toUnsignedInt(in.getShort(4));
        if (in.get(NEXT_HEADER) != ICMPV6 || length < SOLICITATION_LENGTH || HEADER + length > in.remaining()) {
            return new Decoded.Malformed("ICMPv6 of " + length + " octets in a packet of " + in.remaining());
        }
        in.limit(HEADER + length);
        int hopLimit = in.get(HOP_LIMIT) & 0xff;
        if (hopLimit != UNTOUCHED_HOP_LIMIT) {
            return new Decoded.Malformed("hop limit " + hopLimit + ", it came through a router");
        }
        if (checksum(in) != 0) {
            return new Decoded.Malformed("the checksum is wrong");
        }
        int type = in.get(HEADER) & 0xff;
        int code = in.get(HEADER + 1) & 0xff;
        if (code != 0) {
            return new Decoded.Malformed("ICMPv6 code " + code);
        }
        return switch (type) {
            case ROUTER_SOLICITATION -> solicitation(in);
            case ROUTER_ADVERTISEMENT -> advertisement(in, length);
            default -> new Decoded.Malformed("ICMPv6 type " + type);
        };
    }

    private static Decoded solicitation(ByteBuffer in) {
        Set<Integer> options = new HashSet<>();
        if (!options(in, HEADER + SOLICITATION_LENGTH, options)) {
            return badOption();
        }
        Inet6Address source = address(in, SOURCE);
        if (source.isAnyLocalAddress() && options.contains(SOURCE_LINK_LAYER_ADDRESS)) {
            return new Decoded.Malformed("a hardware address, but no address that it is of");
        }
        return new Decoded.Message(new NdpMessage.Solicitation(source));
    }

    private static Decoded advertisement(ByteBuffer in, int length) {
        if (length < ADVERTISEMENT_LENGTH) {
            return new Decoded.Malformed("an advertisement of " + length + " octets");
        }
        Set<Integer> options = new HashSet<>();
        if (!options(in, HEADER + ADVERTISEMENT_LENGTH, options)) {
            return badOption();
        }
        Inet6Address source = address(in, SOURCE);
        if (!source.isLinkLocalAddress()) {
            return new Decoded.Malformed("an advertisement from " + source.getHostAddress() + ", not of the link");
        }
        int flags = in.get(HEADER + 5);
        return new Decoded.Message(new NdpMessage.Advertisement(
                source,
                Short.toUnsignedInt(in.getShort(HEADER + 6)),
                (flags & MANAGED) != 0,
                (flags & OTHER) != 0,
                options));
    }

    /** Their types. @return false when one has no length, or ends after the packet */
    private static boolean options(ByteBuffer in, int from, Set<Integer> types) {
        int at = from;
        while (at < in.limit()) {
            if (at + 2 > in.limit()) {
                return false;
            }
            int length = (in.get(at + 1) & 0xff) * OPTION_UNIT;
            if (length == 0 || at + length > in.limit()) {
                return false;
            }
            types.add(in.get(at) & 0xff);
            at += length;
        }
        return true;
    }

    private static Decoded badOption() {
        return new Decoded.Malformed("an option without a length, or one that ends after the packet");
    }

    /**
     * An advertisement to one host that says: this is no router, there is no prefix, nothing is to be had by DHCPv6. A
     * host that waits for a router waits no longer, and learns nothing that it could use.
     *
     * @param from a link-local address
     */
    public static ByteBuffer emptyAdvertisement(Inet6Address from, Inet6Address to) {
        return packet(from, to, ROUTER_ADVERTISEMENT, ADVERTISEMENT_LENGTH);
    }

    /** Asks all routers to show themselves, from nobody in particular, so that they answer to all. */
    public static ByteBuffer solicitation(Inet6Address allRouters) {
        return packet(
                address(ByteBuffer.allocate(ADDRESS_LENGTH), 0), allRouters, ROUTER_SOLICITATION, SOLICITATION_LENGTH);
    }

    /** A message of which all fields but the type are zero. */
    private static ByteBuffer packet(Inet6Address from, Inet6Address to, int type, int length) {
        ByteBuffer out = ByteBuffer.allocate(HEADER + length);
        out.put(0, (byte) 0x60).putShort(4, (short) length).put(NEXT_HEADER, (byte) ICMPV6);
        out.put(HOP_LIMIT, (byte) UNTOUCHED_HOP_LIMIT);
        out.put(SOURCE, from.getAddress()).put(DESTINATION, to.getAddress());
        out.put(HEADER, (byte) type);
        out.putShort(CHECKSUM, (short) checksum(out));
        return out;
    }

    /**
     * The Internet checksum over the pseudo-header and the message (RFC 8200, section 8.1): what is to be written where
     * there is none yet, 0 where the one that is there is right.
     */
    private static int checksum(ByteBuffer packet) {
        int length = packet.limit() - HEADER;
        long sum = length + ICMPV6;
        for (int at = SOURCE; at < packet.limit(); at += 2) {
            int low = at + 1 < packet.limit() ? packet.get(at + 1) & 0xff : 0;
            sum += (packet.get(at) & 0xff) << 8 | low;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) ~sum & 0xffff;
    }

    private static Inet6Address address(ByteBuffer in, int at) {
        byte[] bytes = new byte[ADDRESS_LENGTH];
        in.get(at, bytes);
        try {
            return Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen octets are an address", e);
        }
    }
}
