package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.boot.BootClient;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.Options;

/**
 * What classes are made of: all that one message shows of its sender.
 *
 * @param hardware as it came, which need not be a MAC address
 * @param circuit the relay agent's name of the port, option 82.1
 * @param remote the relay agent's name of the subscriber, option 82.2
 * @param relay the relay agent; 0.0.0.0 when there is none
 * @param options as they came
 * @param groups those of the directory of hosts that it was put into
 * @param builtIn the built-in classes it is in
 */
public record Traits(
        BootClient client,
        Octets hardware,
        Optional<Octets> circuit,
        Optional<Octets> remote,
        Inet4Address relay,
        Options options,
        List<String> groups,
        Set<String> builtIn) {}
