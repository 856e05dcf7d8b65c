package org.stirrup.dhcp.subnet;

import java.util.Comparator;
import java.util.List;

/**
 * All that the administrator wrote, as far as it is right.
 *
 * @param classes sorted by name, since the first that says something wins
 */
public record Plan(
        Defaults defaults,
        List<SubnetSettings> subnets,
        List<PoolSettings> pools,
        List<ClassSettings> classes,
        List<HostSettings> hosts) {
    public Plan {
        subnets = List.copyOf(subnets);
        pools = List.copyOf(pools);
        classes = classes.stream()
                .sorted(Comparator.comparing(ClassSettings::name))
                .toList();
        hosts = List.copyOf(hosts);
    }

    /** Subnets alone. */
    public static Plan of(Defaults defaults, List<SubnetSettings> subnets) {
        return new Plan(defaults, subnets, List.of(), List.of(), List.of());
    }
}
