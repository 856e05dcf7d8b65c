package org.stirrup.net.packet;

import com.sun.jna.LastErrorException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.Link;
import org.stirrup.net.PacketFilter;
import org.stirrup.net.PacketPort;
import org.stirrup.net.PacketPorts;
import org.stirrup.net.PacketReceiver;
import org.stirrup.net.PortException;
import org.stirrup.net.linux.PacketCalls;

/** Opens packet sockets. */
@Component
public final class PacketSockets implements PacketPorts {
    private final PacketCalls kernel;

    @Activate
    public PacketSockets() {
        this(new PacketCalls());
    }

    PacketSockets(PacketCalls kernel) {
        this.kernel = kernel;
    }

    @Override
    public PacketPort open(Link link, PacketFilter filter, PacketReceiver receiver) throws PortException {
        int socket;
        try {
            socket = kernel.socket();
        } catch (LastErrorException e) {
            throw refused(link, "this process may not open a packet socket, which needs CAP_NET_RAW", e);
        }
        try {
            // It is bound last: until then it hears nothing, and nothing gets past the filter.
            kernel.attachFilter(socket, FilterProgram.of(filter));
            for (MacAddress group : filter.groups()) {
                kernel.join(socket, link.index(), group);
            }
            kernel.bind(socket, link.index(), filter.etherType());
            MacAddress hardware = kernel.hardware(socket);
            if (hardware.equals(MacAddress.UNKNOWN)) {
                throw refused(link, "it is not Ethernet", null);
            }
            return new PacketSocket(link, filter.etherType(), hardware, socket, kernel.waker(), kernel, receiver);
        } catch (LastErrorException e) {
            kernel.close(socket);
            throw refused(link, e.getMessage(), e);
        } catch (PortException e) {
            kernel.close(socket);
            throw e;
        }
    }

    private static PortException refused(Link link, String why, Exception cause) {
        return new PortException("cannot listen below IP on " + link.name() + ": " + why, cause);
    }
}
