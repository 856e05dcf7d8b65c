package org.stirrup.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes datagrams from a port. */
@ConsumerType
@FunctionalInterface
public interface Receiver {
    /** @param payload valid during the call only */
    void received(UdpPort port, InetSocketAddress from, ByteBuffer payload);
}
