package org.stirrup.loader.pxelinux;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stirrup.api.content.ResourcePath;

/**
 * How a loader is told where a file is.
 *
 * @param root put before a path for TFTP: nothing where the loader itself is at the root of the content tree, else
 *     {@code ::}, which stands for its server (syslinux.cfg(5))
 * @param http the content tree over HTTP, ending in a slash; empty where kernels come by TFTP
 */
record Location(String root, Optional<URI> http) {
    static final Location TFTP = new Location("", Optional.empty());

    /** Stands for itself in a URI, so that it does not matter who encodes what; any other file comes by TFTP. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~/-]+");

    /** A kernel or an initial RAM disk. */
    String large(ResourcePath path) {
        return http.filter(base -> PLAIN.matcher(path.text()).matches())
                .map(base -> base + path.text())
                .orElseGet(() -> small(path));
    }

    /** Anything else. */
    String small(ResourcePath path) {
        return root + path.text();
    }
}
