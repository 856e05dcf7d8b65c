package org.stirrup.console.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a login comes from, as far as one person can be told from another: an IPv4 address, or an IPv6 network of 64
 * bits, within which anybody has addresses without end (RFC 4291, section 2.5.1).
 *
 * @param text 192.168.1.7, or the network's first address and /64
 */
record Source(String text) {
    private static final int NETWORK_BYTES = 8;

    /** @param remote the client's address as the HTTP server gives it, an IPv6 one perhaps in brackets or with a zone */
    static Source of(String remote) {
        if (remote.indexOf(':') < 0) {
            return new Source(remote);
        }
        try {
            // A literal: nobody is asked for a name. An IPv4 address in an IPv6 one comes out as IPv4.
            InetAddress address = InetAddress.getByName(withoutZone(remote));
            if (!(address instanceof Inet6Address)) {
                return new Source(address.getHostAddress());
            }
            byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), 16);
            return new Source(InetAddress.getByAddress(network).getHostAddress() + "/64");
        } catch (UnknownHostException e) {
            return new Source(remote); // no address at all, as from a socket of another kind
        }
    }

    private static String withoutZone(String remote) {
        String bare =
                remote.startsWith("[") && remote.endsWith("]") ? remote.substring(1, remote.length() - 1) : remote;
        int zone = bare.indexOf('%');
        return zone < 0 ? bare : bare.substring(0, zone);
    }
}
