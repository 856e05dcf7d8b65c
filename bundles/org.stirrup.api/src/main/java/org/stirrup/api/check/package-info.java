/** What is wrong with the configuration or the surroundings, said so that a person can mend it. */
@Export
@Version("1.0.0")
package org.stirrup.api.check;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
