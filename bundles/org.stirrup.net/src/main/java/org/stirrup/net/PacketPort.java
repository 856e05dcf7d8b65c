package org.stirrup.net;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;
import org.stirrup.api.boot.MacAddress;

/** Hears and sends packets of one kind on one link, below IP. Safe for many threads. */
@ProviderType
public interface PacketPort extends AutoCloseable {
    /** The link's own hardware address. */
    MacAddress hardware();

    /**
     * Sends a packet to one machine or group; one that the system refuses is counted and logged, as a lost one would be.
     *
     * @param packet from the network header on, from its position to its limit
     */
    void send(ByteBuffer packet, MacAddress to);

    /** Hears nothing more once it returns. Not to be called by a {@link PacketReceiver}. */
    @Override
    void close();
}
