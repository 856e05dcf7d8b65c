/** Installer images: what lies in the images folder and what is known of it. */
@Export
@Version("1.1.0")
package org.stirrup.api.image;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
