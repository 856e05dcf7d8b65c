package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.util.Map;
import java.util.Optional;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.SubOptions;

/**
 * What a relay agent says in option 82. An option that cannot be read says nothing; it is sent back all the same.
 *
 * @param circuit the port the client is on (RFC 3046, section 3.1)
 * @param remote the subscriber, or the agent itself (RFC 3046, section 3.2)
 * @param link an address of the client's subnet, when giaddr is not one (RFC 3527, section 3)
 * @param server what the client is to take for the server, so that it renews through the agent (RFC 5107, section 4)
 */
record Relay(
        Optional<Octets> circuit, Optional<Octets> remote, Optional<Inet4Address> link, Optional<Inet4Address> server) {
    static Relay of(DhcpMessage message) {
        Map<Integer, Octets> said = message.options()
                .get(KnownOption.RELAY_AGENT)
                .flatMap(SubOptions::read)
                .orElse(Map.of());
        return new Relay(some(said, 1), some(said, 2), address(said, 5), address(said, 11));
    }

    private static Optional<Octets> some(Map<Integer, Octets> said, int code) {
        return Optional.ofNullable(said.get(code)).filter(value -> value.length() > 0);
    }

    private static Optional<Inet4Address> address(Map<Integer, Octets> said, int code) {
        return Optional.ofNullable(said.get(code))
                .filter(value -> value.length() == 4)
                .map(Ipv4::of)
                .filter(address -> !Ipv4.isNone(address));
    }
}
