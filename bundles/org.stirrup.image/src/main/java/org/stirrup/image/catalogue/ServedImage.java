package org.stirrup.image.catalogue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.image.Image;
import org.stirrup.image.identify.Identity;
import org.stirrup.image.identify.Placeholders;

/**
 * An image that a rule knows and that clients can read.
 *
 * @param id unique among the images served
 * @param title for people, unlike that of any other
 * @param mount of its tree
 * @param file of the image as one file
 */
public record ServedImage(String id, String title, Identity identity, ResourcePath mount, ResourcePath file) {

    Image.State.Ready state() {
        return new Image.State.Ready(
                id, title, identity.rule().family(), identity.version(), identity.architecture(), mount);
    }

    /** What will not work with it. */
    Optional<Finding> warning() {
        Map<String, String> facts = new HashMap<>(identity.facts());
        facts.put("id", id);
        return identity.rule()
                .warning()
                .map(warning -> new Finding(
                        Finding.Severity.WARNING,
                        id,
                        Placeholders.fill(warning.what(), facts),
                        Placeholders.fill(warning.remedy(), facts)));
    }
}
