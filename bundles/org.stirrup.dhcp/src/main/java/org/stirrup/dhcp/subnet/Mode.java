package org.stirrup.dhcp.subnet;

/** What clients get from this server. */
public enum Mode {
    /** Addresses, and machines that boot what to boot. */
    SERVER,
    /** Machines that boot what to boot; addresses are another server's business (proxyDHCP). */
    PROXY
}
