package org.stirrup.ndp.rules;

import java.net.Inet6Address;
import java.time.Instant;
import java.util.Optional;
import org.stirrup.ndp.codec.NdpMessage.Advertisement;

/**
 * What is known of a link's routers.
 *
 * @param link name of the network interface
 * @param since when it is listened on
 * @param router that was heard last
 */
public record LinkState(String link, Instant since, Optional<Router> router) {
    /** @param at when it was heard */
    public record Router(Inet6Address address, Instant at) {}

    /** Nothing is known yet. */
    public static LinkState fresh(String link, Instant since) {
        return new LinkState(link, since, Optional.empty());
    }

    /** After an advertisement was heard; one that says nothing comes from no router, but from one like us. */
    public LinkState heard(Advertisement advertisement, Instant now) {
        return advertisement.isEmpty()
                ? this
                : new LinkState(link, since, Optional.of(new Router(advertisement.source(), now)));
    }
}
