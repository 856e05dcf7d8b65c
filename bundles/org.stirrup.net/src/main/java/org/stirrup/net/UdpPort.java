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
     * Sends a datagram to a machine that cannot answer ARP yet, by its hardware address (RFC 2131, section 4.1).
     * Where the system does not let us, it is broadcast on the link.
     */
    void send(ByteBuffer payload, InetSocketAddress to, MacAddress hardware);

    /** Frees the port before it returns. Not to be called by a {@link Receiver}. */
    @Override
    void close();
}
