package org.stirrup.api.check;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what is wrong with a part of the appliance: its configuration, its programs, its surroundings. Registered as a
 * service by any component that has something to say; asked by {@code stirrup check}, {@code stirrup status}, the
 * console and the health checks.
 */
@ConsumerType
public interface SelfCheck {
    /** All that is wrong now; empty when nothing is. Quick, from memory or a few files. */
    List<Finding> findings();
}
