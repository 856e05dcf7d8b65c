/**
 * Watches a link for other DHCP servers and says what that means for this one. Messages, time and what was seen so far
 * are parameters; the sockets are the server's.
 */
package org.stirrup.dhcp.guard;
