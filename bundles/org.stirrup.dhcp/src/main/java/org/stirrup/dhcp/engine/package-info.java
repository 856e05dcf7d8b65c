/**
 * Decides: a message, where it was heard and the time give a reply, a reply that waits for a lease to be saved, or a
 * reason for none. No sockets, no clock, no threads of its own.
 */
package org.stirrup.dhcp.engine;
