/** UDP ports bound to one network interface each, and the links that Stirrup serves. */
@Export
@Version("1.0.0")
package org.stirrup.net;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
