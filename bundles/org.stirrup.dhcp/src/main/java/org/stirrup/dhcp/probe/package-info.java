/** Asks whether somebody uses an address already, before a client gets it. */
package org.stirrup.dhcp.probe;
