package org.stirrup.net;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The links that the configuration names and this machine has. Also where a configuration is only checked and no
 * {@link Link} is published, since servers open their ports on those.
 */
@ProviderType
public interface ConfiguredLinks {
    /** As it is now; without interfaces that are down or have no IPv4 address. */
    List<Link> links();
}
