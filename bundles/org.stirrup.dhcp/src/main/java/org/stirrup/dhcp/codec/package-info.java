/** Bytes to message and back, RFC 951, 1542, 2131, 2132 and 3396: pure functions over {@code java.*} alone. */
package org.stirrup.dhcp.codec;
