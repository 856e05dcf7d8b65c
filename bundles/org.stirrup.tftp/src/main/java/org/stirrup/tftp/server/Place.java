package org.stirrup.tftp.server;

import java.net.InetAddress;
import org.stirrup.net.Link;
import org.stirrup.net.Link6;
import org.stirrup.net.PortException;
import org.stirrup.net.Receiver;
import org.stirrup.net.UdpPort;
import org.stirrup.net.UdpPorts;

/** Where requests are heard: on a link, at one address of the appliance. */
sealed interface Place {
    Link link();

    InetAddress address();

    /** Opens a port there. @param port 0 for any free one */
    UdpPort open(UdpPorts ports, int port, Receiver receiver) throws PortException;

    /** At the link's own address, which is IPv4. */
    record OnLink(Link link) implements Place {
        @Override
        public InetAddress address() {
            return link.address();
        }

        @Override
        public UdpPort open(UdpPorts ports, int port, Receiver receiver) throws PortException {
            return ports.open(link, port, receiver);
        }
    }

    /** At an IPv6 address. */
    record OnIpv6(Link6 network) implements Place {
        @Override
        public Link link() {
            return network.link();
        }

        @Override
        public InetAddress address() {
            return network.address();
        }

        @Override
        public UdpPort open(UdpPorts ports, int port, Receiver receiver) throws PortException {
            return ports.open(network, port, receiver);
        }
    }
}
