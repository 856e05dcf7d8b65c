/** Neighbor Discovery on each link: what is heard there, and the answers. */
package org.stirrup.ndp.server;
