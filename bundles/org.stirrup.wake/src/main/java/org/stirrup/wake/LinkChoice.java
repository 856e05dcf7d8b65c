package org.stirrup.wake;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.Link;

/** Finds the link that a machine is on: as one says, where it was last heard, by its address, or the only one. */
final class LinkChoice {
    private LinkChoice() {}

    /**
     * @param named by whoever asks
     * @param heard the link that it was last heard on
     * @param address its last one
     * @throws IllegalArgumentException when there is no such link, or none is the right one for sure
     */
    static Link of(
            MacAddress mac,
            List<Link> links,
            Optional<String> named,
            Optional<String> heard,
            Optional<Inet4Address> address) {
        String served = links.isEmpty()
                ? "no link is served"
                : "served are " + links.stream().map(Link::name).sorted().collect(Collectors.joining(", "));
        if (named.isPresent()) {
            return byName(links, named)
                    .orElseThrow(() ->
                            new IllegalArgumentException("'" + named.get() + "' is no link that is served: " + served));
        }
        return byName(links, heard)
                .or(() -> links.stream()
                        .filter(link -> address.filter(it -> isOn(link, it)).isPresent())
                        .findFirst())
                .or(() -> links.stream().findFirst().filter(only -> links.size() == 1))
                .orElseThrow(() -> new IllegalArgumentException(
                        "it is not known which link " + mac + " is on; " + served + ": name one with --link"));
    }

    private static Optional<Link> byName(List<Link> links, Optional<String> name) {
        return links.stream()
                .filter(link -> name.filter(link.name()::equals).isPresent())
                .findFirst();
    }

    private static boolean isOn(Link link, Inet4Address address) {
        int differs = bits(link.address()) ^ bits(address);
        return link.prefixLength() == 0 || differs >>> Integer.SIZE - link.prefixLength() == 0;
    }

    private static int bits(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }
}
