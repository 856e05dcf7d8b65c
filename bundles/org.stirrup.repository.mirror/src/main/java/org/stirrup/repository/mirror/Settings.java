package org.stirrup.repository.mirror;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.stirrup.api.content.ResourcePath;

/**
 * What a configuration says.
 *
 * @param upstream http or https, its path ending in a slash
 * @param mount where it appears in the content tree
 * @param folder that the cache is in
 * @param limit of the cache, in bytes
 * @param refresh how old what may change has to be to be asked for again
 * @param redirectHosts lower-case names of hosts that the upstream may redirect to
 * @param ranking of the repository service
 */
record Settings(
        URI upstream,
        ResourcePath mount,
        Path folder,
        long limit,
        Duration refresh,
        Set<String> redirectHosts,
        int ranking) {}
