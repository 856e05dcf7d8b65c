/** Packets below IP, on the kernel's packet sockets (packet(7)), each tied to one interface. */
package org.stirrup.net.packet;
