package org.stirrup.answers.autoinstall;

import java.util.List;

/** Whether a meta-data file names the machine that it is for: cloud-init passes over a source that does not. */
public final class MetaData {
    private MetaData() {}

    /** A line each; empty when nothing is wrong. */
    public static List<String> faults(String text) {
        YamlMap yaml = YamlMap.read(text);
        if (!yaml.faults().isEmpty()) {
            return yaml.faults();
        }
        Object id = yaml.values().get("instance-id");
        return id == null || id.toString().isBlank()
                ? List.of("it has no instance-id: cloud-init takes no answers without one")
                : List.of();
    }
}
