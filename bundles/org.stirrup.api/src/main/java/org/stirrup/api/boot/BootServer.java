package org.stirrup.api.boot;

import java.net.Inet4Address;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The appliance as one client reaches it.
 *
 * @param address the server's address on that client's link: next-server
 * @param endpoints protocol name (ftp, http, tftp) to the URI of the content tree's root, ending in a slash; holds
 *     what is installed and listening right now
 */
public record BootServer(Inet4Address address, Map<String, URI> endpoints) {
    public BootServer {
        endpoints = Map.copyOf(endpoints);
    }

    public Optional<URI> endpoint(String protocol) {
        return Optional.ofNullable(endpoints.get(protocol));
    }
}
