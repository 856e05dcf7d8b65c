package org.stirrup.api.content;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Who asks for content.
 *
 * @param protocol tftp, ftp or http
 * @param client address it asks from, IPv4 or IPv6
 * @param server the appliance's IPv4 address on the link that it asked on
 */
public record Requester(String protocol, InetAddress client, Inet4Address server) {
    /**
     * Whether it asks again by itself when it hears nothing, as TFTP does (RFC 1350, section 7). Its server has one thread
     * for many transfers, and none of them is to wait for one file.
     */
    public boolean asksAgain() {
        return protocol.equals("tftp");
    }
}
