package org.stirrup.net.udp;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.linux.Kernel;

/** Machines of a link that cannot answer ARP yet. Safe for many threads. */
final class Neighbours {
    private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);

    private final Kernel kernel;
    private final String link;
    private final AtomicBoolean told = new AtomicBoolean();

    Neighbours(Kernel kernel, String link) {
        this.kernel = kernel;
        this.link = link;
    }

    /** Where a datagram reaches such a machine: where it is to go, or everybody where the system does not let us. */
    InetSocketAddress reach(InetSocketAddress to, MacAddress hardware) {
        if (kernel.learnNeighbour(link, (Inet4Address) to.getAddress(), hardware)) {
            return to;
        }
        if (told.compareAndSet(false, true)) {
            LOG.info(
                    "{}: cannot set neighbour entries, which needs CAP_NET_ADMIN; broadcasting to clients that have no"
                            + " address yet",
                    link);
        }
        return new InetSocketAddress(MinaUdpPort.EVERYBODY, to.getPort());
    }
}
