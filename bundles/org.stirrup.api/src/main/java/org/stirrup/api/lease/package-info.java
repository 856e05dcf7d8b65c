/** DHCP leases and the store that keeps them. */
@Export
@Version("1.1.0")
package org.stirrup.api.lease;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
