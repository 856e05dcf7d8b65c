/** Boots of virtual PCs, to see beforehand what a real one would do. */
@Export
@Version("1.0.0")
package org.stirrup.api.rehearsal;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
