package org.stirrup.dhcp.server;

import java.net.InetSocketAddress;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.net.Link;
import org.stirrup.net.UdpPort;

/** Sees every message before it is answered. */
interface Guard {
    /** Lets everything through. */
    Guard OPEN = new Guard() {
        @Override
        public boolean takes(UdpPort port, Link link, InetSocketAddress from, DhcpMessage message) {
            return false;
        }

        @Override
        public boolean defers(Link link, Object message, Runnable answering) {
            return false;
        }
    };

    /** Whether it is no client's message, but one between servers: it is dealt with then. */
    boolean takes(UdpPort port, Link link, InetSocketAddress from, DhcpMessage message);

    /**
     * Whether nothing can be decided yet, for the appliance is starting: the message is heard later then.
     *
     * @param message equal for one that came again, which is heard once
     */
    default boolean holds(Object message, Runnable hearing) {
        return false;
    }

    /**
     * Whether clients of this link have to wait: they are answered later then, or never.
     *
     * @param message equal for one that came again, which is answered once
     */
    boolean defers(Link link, Object message, Runnable answering);
}
