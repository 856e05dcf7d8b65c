package org.stirrup.features.swap;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a bundle achieves while it runs, to be reached by the one that takes its place.
 *
 * @param components names of those that are satisfied
 * @param ports that its servers hold open: {@code tftp 192.168.1.1:69}
 * @param services names of the interfaces, to how many of each it offers
 */
record Standing(Set<String> components, Set<String> ports, Map<String, Integer> services) {
    static final Standing NOTHING = new Standing(Set.of(), Set.of(), Map.of());

    /**
     * Packages of services of which two versions may be there at once for a moment: they hold nothing that the other
     * needs. Who offers no others is started before the former version stops, so that nobody is ever without.
     */
    private static final List<String> SHAREABLE = List.of(
            "org.stirrup.api.boot.",
            "org.stirrup.api.content.",
            "org.stirrup.api.image.",
            "org.stirrup.api.check.SelfCheck");

    Standing withoutServices() {
        return new Standing(components, ports, Map.of());
    }

    boolean canOverlap() {
        return !services.isEmpty()
                && services.keySet().stream()
                        .allMatch(service -> SHAREABLE.stream().anyMatch(service::startsWith));
    }
}
