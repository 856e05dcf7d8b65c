/** UDP ports on Apache MINA's datagram acceptor, each tied to one interface. */
package org.stirrup.net.udp;
