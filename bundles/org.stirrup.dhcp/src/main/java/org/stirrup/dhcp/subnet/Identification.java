package org.stirrup.dhcp.subnet;

/** What tells one client from another, and so whose a lease is. */
public enum Identification {
    /**
     * As {@link #CLIENT_ID}; but a machine keeps its address through a boot in which firmware, installer and system call
     * themselves differently.
     */
    AUTOMATIC,
    /** The client identifier where one is sent, else the hardware address (RFC 2131, section 4.2). */
    CLIENT_ID,
    /** The hardware address, whatever else is said. */
    CHADDR
}
