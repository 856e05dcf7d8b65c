package org.stirrup.api.image;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings rules by which images are recognised and booted. Register it as an OSGi service; the rules hold for as long as
 * it is there, come after the administrator's own and before those of the appliance, and stand in order of
 * {@code service.ranking}, highest first.
 */
@ConsumerType
public interface ImageRules {
    /** For people, where the rules come from. */
    String name();

    /** The lines of a file of rules, as the manual's page about images explains them; always the same. */
    List<String> lines();
}
