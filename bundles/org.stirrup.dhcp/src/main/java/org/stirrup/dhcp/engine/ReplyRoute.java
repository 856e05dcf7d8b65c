package org.stirrup.dhcp.engine;

import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.MessageType;

/**
 * Where a reply goes. RFC 2131, section 4.1:
 *
 * <blockquote>
 * If the 'giaddr' field in a DHCP message from a client is non-zero, the server sends any return messages to the 'DHCP
 * server' port on the BOOTP relay agent whose address appears in 'giaddr'. If the 'giaddr' field is zero and the
 * 'ciaddr' field is nonzero, then the server unicasts DHCPOFFER and DHCPACK messages to the address in 'ciaddr'. If
 * 'giaddr' is zero and 'ciaddr' is zero, and the broadcast bit is set, then the server broadcasts DHCPOFFER and DHCPACK
 * messages to 0xffffffff. If the broadcast bit is not set and 'giaddr' is zero and 'ciaddr' is zero, then the server
 * unicasts DHCPOFFER and DHCPACK messages to the client's hardware address and 'yiaddr' address. In all cases, when
 * 'giaddr' is zero, the server broadcasts any DHCPNAK messages to 0xffffffff.
 * </blockquote>
 *
 * A BOOTREPLY goes the same way (RFC 1542, section 4.1.2), and so does the answer to a DHCPINFORM, which "SHOULD unicast
 * the DHCPACK reply to the address given in the 'ciaddr' field" (RFC 2131, section 4.3.5).
 */
public final class ReplyRoute {
    private ReplyRoute() {}

    /** @param port where the server listens; clients listen on the next */
    public static Destination of(DhcpMessage request, DhcpMessage reply, MacAddress mac, int port) {
        if (!Ipv4.isNone(request.giaddr())) {
            return new Destination(request.giaddr(), port, Optional.empty());
        }
        boolean refused = reply.messageType().filter(MessageType.NAK::equals).isPresent();
        if (!refused && !Ipv4.isNone(request.ciaddr())) {
            return new Destination(request.ciaddr(), port + 1, Optional.empty());
        }
        // Without an address to unicast to, everybody is the only one left: an INFORM that forgot its ciaddr.
        // Nor can a frame be sent to hardware that is not Ethernet (RFC 4390, section 2: its clients ask for
        // broadcast).
        if (refused || request.broadcast() || !Classifier.isEthernet(request) || Ipv4.isNone(reply.yiaddr())) {
            return new Destination(Ipv4.EVERYBODY, port + 1, Optional.empty());
        }
        return new Destination(reply.yiaddr(), port + 1, Optional.of(mac));
    }
}
