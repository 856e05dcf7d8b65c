/** Ports bound to one network interface each, for UDP and for packets below IP, and the links that Stirrup serves. */
@Export
@Version("1.3.0")
package org.stirrup.net;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
