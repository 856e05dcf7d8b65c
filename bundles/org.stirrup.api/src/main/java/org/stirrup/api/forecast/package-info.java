/** What machines would be answered by DHCP, were they to ask. */
@Export
@Version("1.0.0")
package org.stirrup.api.forecast;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
