/** What the Java library does not offer: socket options, ioctls and the kernel's tables, through libc and /proc. */
package org.stirrup.net.linux;
