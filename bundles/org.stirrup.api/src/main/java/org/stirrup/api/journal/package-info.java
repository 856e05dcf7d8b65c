/** What happened to each client, line by line. */
@Export
@Version("1.0.0")
package org.stirrup.api.journal;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
