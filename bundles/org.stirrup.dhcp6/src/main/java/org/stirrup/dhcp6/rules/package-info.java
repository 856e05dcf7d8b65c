/** What a DHCPv6 message is answered: pure decisions. */
package org.stirrup.dhcp6.rules;
