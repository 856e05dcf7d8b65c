package org.stirrup.dhcp.engine;

import java.net.InetSocketAddress;
import org.stirrup.net.Link;

/**
 * Where a message was heard.
 *
 * @param link on which interface
 * @param port on which of our ports: {@link #BOOT_SERVER}, or the DHCP server's
 * @param remote who sent the datagram: a client, or its relay agent
 */
public record Arrival(Link link, int port, InetSocketAddress remote) {
    /** Where PXE clients ask a boot server what to boot (PXE specification 2.1, section 2.2.2). */
    public static final int BOOT_SERVER = 4011;

    /** Whether it is a question to a boot server, and not to a DHCP server. */
    public boolean isAtBootServer() {
        return port == BOOT_SERVER;
    }
}
