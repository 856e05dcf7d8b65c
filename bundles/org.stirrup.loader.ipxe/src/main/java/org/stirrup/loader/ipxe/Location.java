package org.stirrup.loader.ipxe;

import java.net.Inet4Address;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.content.ResourcePath;

/**
 * Where iPXE fetches from.
 *
 * @param base the content tree's root, ending in a slash
 */
record Location(URI base) {
    /** Those of RFC 3986 that are never encoded; a dollar and a brace must be, or iPXE takes them for a variable. */
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** HTTP where it is installed, else TFTP, some ten times slower; empty when neither is there. */
    static Optional<Location> of(BootServer server) {
        return server.endpoint("http").or(() -> server.endpoint("tftp")).map(Location::new);
    }

    static Location tftp(Inet4Address server) {
        return new Location(URI.create("tftp://" + server.getHostAddress() + "/"));
    }

    /** The file's URI (RFC 3986, section 2.1: other characters as their UTF-8 bytes). */
    String of(ResourcePath path) {
        return base + path.segments().stream().map(Location::encoded).collect(Collectors.joining("/"));
    }

    private static String encoded(String segment) {
        StringBuilder text = new StringBuilder();
        for (byte one : segment.getBytes(StandardCharsets.UTF_8)) {
            text.append(PLAIN.indexOf(one) >= 0 ? Character.toString(one) : "%" + HEX.toHexDigits(one));
        }
        return text.toString();
    }
}
