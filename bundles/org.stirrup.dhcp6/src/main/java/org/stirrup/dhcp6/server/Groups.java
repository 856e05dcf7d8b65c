package org.stirrup.dhcp6.server;

import java.net.Inet6Address;
import java.util.List;
import java.util.Set;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp6.codec.Ipv6;
import org.stirrup.dhcp6.codec.Ipv6Packet;
import org.stirrup.net.PacketFilter;
import org.stirrup.net.PacketFilter.Octet;

/** Whom clients ask on a link, and which packets these are. */
final class Groups {
    /** Everything that speaks IPv6 (RFC 4291, section 2.7.1), and its hardware address (RFC 2464, section 7). */
    static final Inet6Address ALL_NODES = Ipv6.parse("ff02::1");

    static final MacAddress ALL_NODES_HARDWARE = new MacAddress("33:33:00:00:00:01");

    /** All servers and relay agents of a link (RFC 8415, section 7.1). */
    static final Inet6Address ALL_SERVERS = Ipv6.parse("ff02::1:2");

    static final MacAddress ALL_SERVERS_HARDWARE = new MacAddress("33:33:00:01:00:02");

    private static final int IPV6 = 0x86dd;
    private static final int DESTINATION_PORT = Ipv6Packet.HEADER + 2;

    /** To ff02::1:2, all servers and relay agents (RFC 8415, section 7.1). */
    static final PacketFilter TO_SERVERS = new PacketFilter(
            IPV6,
            List.of(ALL_SERVERS_HARDWARE),
            List.of(
                    new Octet(Ipv6Packet.NEXT_HEADER, Set.of(Ipv6Packet.UDP)),
                    new Octet(DESTINATION_PORT, Set.of(Ipv6Packet.SERVER_PORT >> 8)),
                    new Octet(DESTINATION_PORT + 1, Set.of(Ipv6Packet.SERVER_PORT & 0xff))));

    /** Unicast to a client (RFC 8415, section 7.2). */
    static final PacketFilter TO_CLIENTS = new PacketFilter(
            IPV6,
            List.of(),
            List.of(
                    new Octet(Ipv6Packet.NEXT_HEADER, Set.of(Ipv6Packet.UDP)),
                    new Octet(DESTINATION_PORT, Set.of(Ipv6Packet.CLIENT_PORT >> 8)),
                    new Octet(DESTINATION_PORT + 1, Set.of(Ipv6Packet.CLIENT_PORT & 0xff))));

    /** To ff02::2, all routers. */
    static final PacketFilter TO_ROUTERS = new PacketFilter(
            IPV6,
            List.of(new MacAddress("33:33:00:00:00:02")),
            List.of(
                    new Octet(Ipv6Packet.NEXT_HEADER, Set.of(Ipv6Packet.ICMPV6)),
                    new Octet(Ipv6Packet.HEADER, Set.of(Ipv6Packet.ROUTER_SOLICITATION))));

    private Groups() {}
}
