/** The messages of Neighbor Discovery between hosts and routers: bytes to values and back (RFC 4861, section 4). */
package org.stirrup.ndp.codec;
