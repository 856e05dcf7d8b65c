/** Who is booting, what may be booted, and how: clients, menus, loaders and the switchboard that joins them. */
@Export
@Version("1.0.0")
package org.stirrup.api.boot;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
