package org.stirrup.api.content;

import java.net.Inet4Address;
import java.net.URI;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A server that shows the content tree. Registered as a service by each of them while it listens. */
@ConsumerType
public interface ContentEndpoint {
    /** The URI scheme: tftp, ftp or http. */
    String protocol();

    /** The content tree's root as reached at one of the appliance's addresses; empty when it does not listen there. */
    Optional<URI> base(Inet4Address serverAddress);
}
