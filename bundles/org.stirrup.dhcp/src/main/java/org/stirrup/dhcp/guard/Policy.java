package org.stirrup.dhcp.guard;

/** What is done where another DHCP server answers that the administrator did not name. */
public enum Policy {
    /** Addresses are given all the same, and the other server is reported. */
    SERVE,
    /** The addresses are the other server's business; machines that boot are told what to boot. */
    PROXY,
    /** Nobody new is answered. */
    SILENT
}
