package org.stirrup.dhcp.guard;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;

/**
 * A sign of another DHCP server.
 *
 * @param server option 54, or who sent the packet
 * @param from who sent the packet; empty when it was a client that spoke of the server
 * @param kind what it is, as far as this shows
 * @param informs whether it is an answer to an INFORM
 */
public record Sighting(Inet4Address server, Optional<Inet4Address> from, Kind kind, boolean informs) {
    /** What it is. */
    public enum Kind {
        /** A DHCP server of whatever make. */
        STRANGER,
        /** A Stirrup that gives addresses. */
        STIRRUP,
        /** A Stirrup that has just started and looks for others, as we do. */
        CANDIDATE,
        /** A Stirrup that gives no addresses. */
        BYSTANDER
    }

    /**
     * What a server's packet shows.
     *
     * @param from who sent it
     * @return empty when it is no reply of one that gives addresses: a proxyDHCP server's, a BOOTP server's
     */
    public static Optional<Sighting> ofReply(DhcpMessage reply, InetSocketAddress from) {
        boolean speaks = reply.op() == DhcpMessage.Op.REPLY
                && reply.messageType()
                        .filter(type -> switch (type) {
                            case OFFER -> !Ipv4.isNone(reply.yiaddr());
                            case ACK, NAK -> true;
                            default -> false;
                        })
                        .isPresent();
        if (!speaks || !(from.getAddress() instanceof Inet4Address sender)) {
            return Optional.empty();
        }
        Inet4Address server =
                reply.options().address(KnownOption.SERVER_IDENTIFIER).orElse(sender);
        boolean stirrup = reply.options()
                .text(KnownOption.VENDOR_CLASS)
                .filter(Probe.ANSWER::equals)
                .isPresent();
        boolean informs = Ipv4.isNone(reply.yiaddr())
                && reply.messageType().filter(MessageType.ACK::equals).isPresent();
        return Optional.of(new Sighting(server, Optional.of(sender), stirrup ? Kind.STIRRUP : Kind.STRANGER, informs));
    }

    /** What a client shows that takes another server's offer: nobody but that server can have made it. */
    public static Optional<Sighting> ofRequest(DhcpMessage request) {
        boolean local = request.op() == DhcpMessage.Op.REQUEST && Ipv4.isNone(request.giaddr());
        return local
                ? request.options()
                        .address(KnownOption.SERVER_IDENTIFIER)
                        .filter(server -> !Ipv4.isNone(server) && !server.equals(Ipv4.EVERYBODY))
                        .map(server -> new Sighting(server, Optional.empty(), Kind.STRANGER, false))
                : Optional.empty();
    }

    /** What another Stirrup's look for others shows. */
    public static Sighting ofProbe(Probe.Sender sender) {
        return new Sighting(
                sender.address(),
                Optional.of(sender.address()),
                switch (sender.state()) {
                    case LOOKING -> Kind.CANDIDATE;
                    case SERVING -> Kind.STIRRUP;
                    case ASIDE -> Kind.BYSTANDER;
                },
                false);
    }
}
