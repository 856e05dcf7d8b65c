package org.stirrup.features.install;

import java.util.Map;

/**
 * How a feature is.
 *
 * @param file its file name
 * @param id {@code group:artifact:version}
 * @param description for people
 * @param bundles how many it wants
 * @param troubles id of each bundle that does not run, and why not
 */
public record FeatureState(String file, String id, String description, int bundles, Map<String, String> troubles) {
    public FeatureState {
        troubles = Map.copyOf(troubles);
    }

    public boolean active() {
        return troubles.isEmpty();
    }
}
