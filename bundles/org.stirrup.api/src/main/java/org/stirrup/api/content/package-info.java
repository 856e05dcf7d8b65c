/** The content tree: paths, bytes, and the repositories and endpoints that bring and show them. */
@Export
@Version("1.0.0")
package org.stirrup.api.content;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
