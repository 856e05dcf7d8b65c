package org.stirrup.dhcp.server;

import java.net.InetSocketAddress;
import java.util.List;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.net.Link;
import org.stirrup.net.UdpPort;

/**
 * Keeps what clients say while the appliance starts, until everything is there that answers are made of. Other servers
 * are looked for meanwhile: that takes longer than the rest of a start, and needs nothing but the link. Safe for many
 * threads.
 */
final class Opening implements Guard {
    private final Guard guard;
    private final WaitingRoom waiting = new WaitingRoom();
    private volatile boolean open;

    /** @param guard who looks for the other servers */
    Opening(Guard guard) {
        this.guard = guard;
    }

    @Override
    public boolean takes(UdpPort port, Link link, InetSocketAddress from, DhcpMessage message) {
        return guard.takes(port, link, from, message);
    }

    @Override
    public boolean defers(Link link, Object message, Runnable answering) {
        return guard.defers(link, message, answering);
    }

    @Override
    public boolean holds(Object message, Runnable hearing) {
        return !open && queue(message, hearing);
    }

    private synchronized boolean queue(Object message, Runnable hearing) {
        if (open) {
            return false;
        }
        waiting.add(message, hearing);
        return true;
    }

    boolean isOpen() {
        return open;
    }

    /** Hears those that wait, in their order; later ones do not wait. */
    void open() {
        List<Runnable> heard;
        synchronized (this) {
            open = true;
            heard = waiting.takeAll();
        }
        heard.forEach(Runnable::run);
    }
}
