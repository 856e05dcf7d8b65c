/** DHCPv6 and router advertisements on each link. */
package org.stirrup.dhcp6.server;
