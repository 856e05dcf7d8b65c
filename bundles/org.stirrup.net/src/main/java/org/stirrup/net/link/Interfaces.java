package org.stirrup.net.link;

import java.util.Map;

/** The machine's network interfaces as they are now. */
@FunctionalInterface
interface Interfaces {
    /** By name, sorted; empty when the system does not tell. */
    Map<String, Nic> now();
}
