/** What outlives the bundle that began it: transfers of a server that leaves, and which version serves in its place. */
@Export
@Version("1.0.0")
package org.stirrup.api.swap;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
