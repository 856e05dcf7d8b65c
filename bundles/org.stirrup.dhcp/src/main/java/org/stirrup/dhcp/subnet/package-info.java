/** What the administrator wrote about addresses, read, checked and put together with the links that are there. */
package org.stirrup.dhcp.subnet;
