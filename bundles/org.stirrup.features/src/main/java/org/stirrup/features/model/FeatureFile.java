package org.stirrup.features.model;

import java.util.Map;

/**
 * What a feature file asks for.
 *
 * @param id {@code group:artifact:version} of the feature
 * @param description for people
 * @param bundles id of each bundle to its start level
 * @param configurations PID to properties; a factory configuration's PID is {@code factory~name}
 */
public record FeatureFile(
        String id, String description, Map<String, Integer> bundles, Map<String, Map<String, Object>> configurations) {
    public FeatureFile {
        bundles = Map.copyOf(bundles);
        configurations = Map.copyOf(configurations);
    }
}
