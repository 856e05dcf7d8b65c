package org.stirrup.api.host;

import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/** Takes in many hosts at once, as from a list that an administrator keeps. Safe for many threads. */
@ProviderType
public interface HostImport {
    /**
     * Makes hosts known as they are given, all of them or none; others stay as they are. Tokens are not taken from here:
     * a host that is known keeps its own, one that is new or to be installed again gets another.
     *
     * @throws IllegalArgumentException when there is no room for so many; nothing is changed then
     * @throws java.io.UncheckedIOException when that could not be saved; nothing is changed then
     */
    void enter(Collection<Host> hosts);
}
