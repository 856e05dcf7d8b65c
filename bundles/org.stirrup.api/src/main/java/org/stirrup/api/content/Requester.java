package org.stirrup.api.content;

import java.net.Inet4Address;

/**
 * Who asks for content.
 *
 * @param protocol tftp, ftp or http
 * @param client address it asks from
 * @param server the appliance's address that it asked
 */
public record Requester(String protocol, Inet4Address client, Inet4Address server) {}
