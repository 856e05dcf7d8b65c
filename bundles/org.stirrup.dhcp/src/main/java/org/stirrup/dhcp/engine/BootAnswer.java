package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.dhcp.codec.Octets;

/** What a client is told to boot. */
public sealed interface BootAnswer {
    /** It did not ask. */
    record Nothing() implements BootAnswer {}

    /**
     * This.
     *
     * @param file path in the content tree, or a URI
     * @param server where it is fetched from
     * @param by who says so: a loader's name; empty when the configuration does
     * @param options what the loader adds
     * @param declined one line for each loader that was asked before that one: why it is not the loader's client
     */
    record Program(
            String file, Inet4Address server, Optional<String> by, Map<Integer, Octets> options, List<String> declined)
            implements BootAnswer {
        public Program {
            options = Map.copyOf(options);
            declined = List.copyOf(declined);
        }
    }

    /** It asked, and nothing installed can start it. */
    record NoLoader(String because) implements BootAnswer {}
}
