package org.stirrup.dhcp.engine;

import java.net.InetSocketAddress;
import org.stirrup.net.Link;

/**
 * Where a message was heard.
 *
 * @param link on which interface
 * @param remote who sent the datagram: a client, or its relay agent
 */
public record Arrival(Link link, InetSocketAddress remote) {}
