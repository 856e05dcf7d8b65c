/** The messages of DHCPv6, and the packets that carry them: bytes to values and back (RFC 8415, section 8; RFC 5970). */
package org.stirrup.dhcp6.codec;
