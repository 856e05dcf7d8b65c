package org.stirrup.api.host;

import java.util.Map;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;
import org.stirrup.api.boot.MacAddress;

/**
 * How much memory machines have, as their installers report it or the administrator says. What it answers survives a
 * restart. Safe for many threads.
 */
@ProviderType
public interface MachineMemory {
    /** In bytes, 64 TiB. */
    long MOST = 1L << 46;

    /** In bytes; empty when nobody said. */
    OptionalLong of(MacAddress mac);

    /** Of every machine of which it is known, in bytes, sorted by MAC address; a snapshot. */
    Map<MacAddress, Long> all();

    /**
     * Notes how much a machine has; what is said last counts.
     *
     * @param bytes 1 to {@link #MOST}
     * @throws IllegalArgumentException for any other number, and when there is no room for another machine
     * @throws java.io.UncheckedIOException when that could not be saved; nothing is changed then
     */
    void set(MacAddress mac, long bytes);
}
