package org.stirrup.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;
import org.stirrup.api.boot.MacAddress;

/** An open UDP port. Safe for many threads; sending never blocks for long. */
@ProviderType
public interface UdpPort extends AutoCloseable {
    /** The address and port it is bound to; the address is the link's. */
    InetSocketAddress local();

    /**
     * Sends a datagram; one that the system refuses is counted and logged, as a lost one would be.
     *
     * @param payload from its position to its limit; not to be changed afterwards, because it may have to wait
     */
    void send(ByteBuffer payload, InetSocketAddress to);

    /**
     * Sends several datagrams to one place, with one call to the system where that can be.
     *
     * @param payloads one after the other from its position to its limit; not to be changed afterwards
     * @param length of each in bytes; the last one may be shorter
     */
    default void sendAll(ByteBuffer payloads, int length, InetSocketAddress to) {
        for (int at = payloads.position(); at < payloads.limit(); at += length) {
            send(payloads.slice(at, Math.min(length, payloads.limit() - at)), to);
        }
    }

    /**
     * Sends a datagram to a machine that cannot answer ARP yet, by its hardware address (RFC 2131, section 4.1).
     * Where the system does not let us, it is broadcast on the link.
     */
    void send(ByteBuffer payload, InetSocketAddress to, MacAddress hardware);

    /**
     * Listens no longer, and keeps the port for a few seconds for whoever opens it next on the same link, such as the
     * server's new version: what arrives meanwhile waits for that one, and what the former one has yet to send is still
     * sent. A port that has no number of its own is closed. Not to be called by a {@link Receiver}.
     */
    void handOn();

    /** Whether somebody held it up to a moment ago, and handed it on: another version of the same server. */
    boolean inherited();

    /** Frees the port before it returns, unless it was handed on. Not to be called by a {@link Receiver}. */
    @Override
    void close();
}
