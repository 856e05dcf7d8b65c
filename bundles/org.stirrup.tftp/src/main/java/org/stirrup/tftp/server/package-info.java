/** The TFTP service: which file a request gets, the ports of each link, the transfers that are under way. */
package org.stirrup.tftp.server;
