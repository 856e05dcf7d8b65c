package org.stirrup.dhcp.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Routes with the width of their network: the width, only as many bytes of the network as it fills, the router
 * (RFC 3442). People write {@code 10.0.0.0/8 via 192.168.1.1}; a router of 0.0.0.0 means "on this link".
 */
final class ClasslessRoutes {
    private ClasslessRoutes() {}

    /** @throws IllegalArgumentException saying what is wrong with it */
    static Octets read(String written) {
        Octets all = Octets.NONE;
        for (String route : written.strip().split("\\s*,\\s*", -1)) {
            all = all.then(one(route));
        }
        return all;
    }

    private static Octets one(String written) {
        String[] parts = written.split("\\s+via\\s+", -1);
        String[] network = parts[0].split("/", -1);
        if (parts.length != 2 || network.length != 2 || !network[1].matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("'" + written + "' is not NETWORK/PREFIX via ROUTER");
        }
        int prefix = Integer.parseInt(network[1]);
        if (prefix > 32) {
            throw new IllegalArgumentException("a prefix has 0 to 32 bits, not " + prefix);
        }
        long bits = Ipv4.bits(Ipv4.parse(network[0]));
        if (prefix < 32 && (bits & 0xffff_ffffL >>> prefix) != 0) {
            throw new IllegalArgumentException("'" + network[0] + "' is not the lowest address of its network");
        }
        Octets significant = Ipv4.octets(Ipv4.of(bits)).slice(0, (prefix + 7) / 8);
        return Octets.ofNumber(prefix, 1).then(significant).then(Ipv4.octets(Ipv4.parse(parts[1])));
    }

    /** As people write it; empty when these bytes are no routes. */
    static Optional<String> show(Octets value) {
        List<String> routes = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            int prefix = value.at(at);
            int bytes = (prefix + 7) / 8;
            if (prefix > 32 || at + 1 + bytes + 4 > value.length()) {
                return Optional.empty();
            }
            Octets network = value.slice(at + 1, at + 1 + bytes).then(Octets.of(new byte[4 - bytes]));
            Octets router = value.slice(at + 1 + bytes, at + 5 + bytes);
            routes.add(Ipv4.of(network).getHostAddress() + "/" + prefix + " via "
                    + Ipv4.of(router).getHostAddress());
            at += 5 + bytes;
        }
        return Optional.of(String.join(", ", routes));
    }
}
