/** TFTP datagrams: bytes to values and back (RFC 1350, section 5; RFC 2347). Nothing here knows a socket. */
package org.stirrup.tftp.codec;
