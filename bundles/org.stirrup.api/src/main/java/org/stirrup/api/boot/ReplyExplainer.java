package org.stirrup.api.boot;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Says what a client would be answered by DHCP, and why, and answers nobody. Registered by the DHCP server. */
@ProviderType
public interface ReplyExplainer {
    /**
     * What would become of this client's DISCOVER now.
     *
     * @param client as it would show itself; what is empty is taken as clients of its stage have it. An empty link is
     *     the first that is served
     * @param relay the relay agent that would pass it on
     * @return lines for a person: each decision in order, then the reply, field by field
     * @throws IllegalArgumentException when no link of that name is served
     */
    List<String> explain(BootClient client, Optional<Inet4Address> relay);
}
