/** The machines of this network and how far their installation is. */
@Export
@Version("1.2.0")
package org.stirrup.api.host;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
