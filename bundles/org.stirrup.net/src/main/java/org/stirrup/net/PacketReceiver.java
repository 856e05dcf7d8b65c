package org.stirrup.net;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;
import org.stirrup.api.boot.MacAddress;

/** Takes packets from a port, one at a time. */
@ConsumerType
@FunctionalInterface
public interface PacketReceiver {
    /**
     * @param from hardware address of the sender; all zero for a packet that this machine sent to itself
     * @param packet what the frame carried, from the network header on; valid during the call only
     */
    void received(PacketPort port, MacAddress from, ByteBuffer packet);
}
