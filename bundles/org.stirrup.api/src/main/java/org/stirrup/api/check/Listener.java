package org.stirrup.api.check;

import java.net.InetSocketAddress;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The ports that a server means to hold. Registered as a service by each server for as long as it runs, whether or not
 * it got its ports: the appliance is ready when every port of every server is open.
 */
@ConsumerType
public interface Listener {
    /** One for each port and link that it should listen on now; empty while there is no link. From memory. */
    List<Port> ports();

    /**
     * A port that a server means to hold.
     *
     * @param protocol short name for people: dhcp, tftp, ftp, http, admin
     * @param link name of the network interface; empty for a port that is bound to none
     * @param address where it listens
     * @param open whether it does; when not, a {@link SelfCheck} of the same server says why
     */
    record Port(String protocol, String link, InetSocketAddress address, boolean open) {}
}
