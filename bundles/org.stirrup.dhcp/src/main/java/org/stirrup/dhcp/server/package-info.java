/** The components: configuration, ports, threads, and what is written into the journal. */
package org.stirrup.dhcp.server;
