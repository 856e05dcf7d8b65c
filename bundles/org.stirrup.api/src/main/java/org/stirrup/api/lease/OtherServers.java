package org.stirrup.api.lease;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.stirrup.api.boot.MacAddress;

/** DHCP servers that are not this one, on the links where this one gives addresses. Safe for many threads. */
@ProviderType
public interface OtherServers {
    /** Every link that is watched, sorted by name; a snapshot. */
    List<Watched> links();

    /**
     * What is known of one link.
     *
     * @param link name of the network interface
     * @param looking whether the first look is still going on: nobody is answered before it is over
     * @param consequence what is done there, for people: "addresses are given here"
     * @param seen servers that answer, lowest address first
     */
    record Watched(String link, boolean looking, String consequence, List<Seen> seen) {
        public Watched {
            seen = List.copyOf(seen);
        }
    }

    /**
     * A server.
     *
     * @param server what it calls itself: option 54
     * @param mac its hardware address, or that of the relay agent that it answers through, when it is known
     * @param stirrup whether it is another Stirrup
     * @param heard when it was last heard or heard of
     */
    record Seen(Inet4Address server, Optional<MacAddress> mac, boolean stirrup, Instant heard) {}
}
