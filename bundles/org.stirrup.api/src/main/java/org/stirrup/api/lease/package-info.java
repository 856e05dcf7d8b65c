/** DHCP leases, the store that keeps them, the addresses they are of, and who else gives some. */
@Export
@Version("1.2.0")
package org.stirrup.api.lease;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
