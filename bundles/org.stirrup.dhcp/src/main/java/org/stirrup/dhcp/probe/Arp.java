package org.stirrup.dhcp.probe;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.net.PacketFilter;

/** ARP over Ethernet, as far as it takes to ask who has an address (RFC 826; RFC 5227, section 2.1.1). */
final class Arp {
    static final int ETHER_TYPE = 0x0806;

    private static final int SIZE = 28;
    private static final int HEAD_ETHERNET_IPV4 = 0x0001_0800;
    private static final short LENGTHS = 0x0604;
    private static final short REQUEST = 1;
    private static final short REPLY = 2;
    private static final int OPERATION = 6;

    /** Replies, and nothing of the requests that every link is full of. */
    static final PacketFilter REPLIES = new PacketFilter(
            ETHER_TYPE, List.of(), List.of(new PacketFilter.Octet(OPERATION + 1, Set.of((int) REPLY))));

    private Arp() {}

    /** Somebody says that it has an address. */
    record Claim(Inet4Address address, MacAddress by) {}

    /** "Who has it?", asked by nobody in particular, so that nobody learns anything from it. */
    static ByteBuffer probe(MacAddress own, Inet4Address address) {
        ByteBuffer packet = ByteBuffer.allocate(SIZE);
        packet.putInt(HEAD_ETHERNET_IPV4).putShort(LENGTHS).putShort(REQUEST);
        packet.put(own.bytes()).putInt(0);
        packet.put(new byte[6]).put(address.getAddress());
        return packet.flip();
    }

    /** What a reply claims; empty for whatever is none. */
    static Optional<Claim> claim(ByteBuffer packet) {
        ByteBuffer in = packet.slice();
        if (in.remaining() < SIZE
                || in.getInt() != HEAD_ETHERNET_IPV4
                || in.getShort() != LENGTHS
                || in.getShort() != REPLY) {
            return Optional.empty();
        }
        byte[] hardware = new byte[6];
        in.get(hardware);
        return Optional.of(new Claim(Ipv4.of(in.getInt() & 0xffff_ffffL), MacAddress.of(hardware)));
    }
}
