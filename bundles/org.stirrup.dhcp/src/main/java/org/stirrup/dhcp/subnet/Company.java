package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.Set;
import org.stirrup.dhcp.guard.Policy;

/**
 * How this server gets on with others.
 *
 * @param policy what is done where another server answers that is not known
 * @param known servers that may be there beside this one
 * @param look time between two looks for others
 */
public record Company(Policy policy, Set<Inet4Address> known, Duration look) {
    /** In force when nothing is configured. */
    public static final Company STANDARD = new Company(Policy.PROXY, Set.of(), Duration.ofMinutes(1));

    public Company {
        known = Set.copyOf(known);
    }
}
