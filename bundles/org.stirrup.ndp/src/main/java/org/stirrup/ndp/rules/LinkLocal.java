package org.stirrup.ndp.rules;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import org.stirrup.api.boot.MacAddress;

/** Addresses of the link itself. */
public final class LinkLocal {
    /** Everything that routes (RFC 4291, section 2.7.1), and its hardware address (RFC 2464, section 7). */
    public static final Inet6Address ALL_ROUTERS = address(0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);

    public static final MacAddress ALL_ROUTERS_HARDWARE = new MacAddress("33:33:00:00:00:02");

    /** Hardware address of everything that speaks IPv6. */
    public static final MacAddress ALL_NODES_HARDWARE = new MacAddress("33:33:00:00:00:01");

    private LinkLocal() {}

    /** The address that a card has by itself (RFC 4291, appendix A; RFC 4862, section 5.3). */
    public static Inet6Address of(MacAddress hardware) {
        byte[] mac = hardware.bytes();
        return address(0xfe, 0x80, 0, 0, 0, 0, 0, 0, mac[0] ^ 2, mac[1], mac[2], 0xff, 0xfe, mac[3], mac[4], mac[5]);
    }

    private static Inet6Address address(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        try {
            return Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen octets are an address", e);
        }
    }
}
