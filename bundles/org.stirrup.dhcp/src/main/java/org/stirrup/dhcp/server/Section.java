package org.stirrup.dhcp.server;

import org.stirrup.dhcp.subnet.Written;

/**
 * One factory configuration as it was written, one component each: a subnet, a pool, a class, a host. Everything is
 * taken as text: what is wrong with it is said by those who read it, in the administrator's words and not in a
 * converter's.
 */
interface Section {
    /** What a section is about. */
    enum Kind {
        SUBNET,
        POOL,
        CLASS,
        HOST
    }

    Kind kind();

    Written written();
}
