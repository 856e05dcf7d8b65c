/** Reads ISO 9660 and UDF images in place, without mounting or unpacking them. */
@Export
@Version("1.1.0")
package org.stirrup.iso9660;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
