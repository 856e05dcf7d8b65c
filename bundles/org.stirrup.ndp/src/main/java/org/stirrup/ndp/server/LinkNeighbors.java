package org.stirrup.ndp.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootResolver.Sighting;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.ndp.codec.Decoded;
import org.stirrup.ndp.codec.NdpCodec;
import org.stirrup.ndp.codec.NdpMessage.Advertisement;
import org.stirrup.ndp.codec.NdpMessage.Solicitation;
import org.stirrup.ndp.rules.LinkLocal;
import org.stirrup.ndp.rules.LinkState;
import org.stirrup.ndp.rules.RouterRules;
import org.stirrup.ndp.rules.Verdict;
import org.stirrup.net.Link;
import org.stirrup.net.PacketFilter;
import org.stirrup.net.PacketFilter.Octet;
import org.stirrup.net.PacketPort;
import org.stirrup.net.PacketPorts;
import org.stirrup.net.PortException;

/** One link: listens for routers and for machines that look for one. */
final class LinkNeighbors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkNeighbors.class);

    private static final int IPV6 = 0x86dd;
    static final PacketFilter SOLICITATIONS_AND_ADVERTISEMENTS = new PacketFilter(
            IPV6,
            List.of(LinkLocal.ALL_ROUTERS_HARDWARE, LinkLocal.ALL_NODES_HARDWARE),
            List.of(
                    new Octet(NdpCodec.NEXT_HEADER, Set.of(NdpCodec.ICMPV6)),
                    new Octet(NdpCodec.HEADER, Set.of(NdpCodec.ROUTER_SOLICITATION, NdpCodec.ROUTER_ADVERTISEMENT))));

    private final Link link;
    private final Function<MacAddress, Optional<Sighting>> machines;
    private final InstantSource clock;
    private final PacketPort port;

    /** Changed on the port's thread alone. */
    private volatile LinkState state;

    /** @param machines how each last showed itself by DHCP */
    LinkNeighbors(Link link, PacketPorts ports, Function<MacAddress, Optional<Sighting>> machines, InstantSource clock)
            throws PortException {
        this.link = link;
        this.machines = machines;
        this.clock = clock;
        this.state = LinkState.fresh(link.name(), clock.instant());
        this.port = ports.open(link, SOLICITATIONS_AND_ADVERTISEMENTS, this::received);
    }

    /** Asks the routers to show themselves, unless one has. */
    void solicit() {
        if (state.router().isEmpty()) {
            port.send(NdpCodec.solicitation(LinkLocal.ALL_ROUTERS), LinkLocal.ALL_ROUTERS_HARDWARE);
        }
    }

    private void received(PacketPort port, MacAddress from, ByteBuffer packet) {
        Decoded decoded = NdpCodec.decode(packet);
        if (decoded instanceof Decoded.Malformed malformed) {
            LOG.debug("{}: from {}: {}", link.name(), from, malformed.because());
        } else if (decoded instanceof Decoded.Message heard) {
            if (heard.message() instanceof Solicitation solicitation) {
                asked(port, from, solicitation);
            } else if (heard.message() instanceof Advertisement advertisement) {
                advertised(advertisement);
            }
        }
    }

    private void asked(PacketPort port, MacAddress from, Solicitation solicitation) {
        Verdict verdict = RouterRules.decide(solicitation, state, machines.apply(from), clock.instant());
        if (verdict instanceof Verdict.Advertise advertise) {
            LOG.debug("{}: {} is told that there is no IPv6 router", link.name(), from);
            port.send(NdpCodec.emptyAdvertisement(ownAddress(port), advertise.to()), from);
        } else if (verdict instanceof Verdict.Silence silence) {
            LOG.debug("{}: {} is not told about routers: {}", link.name(), from, silence.because());
        }
    }

    private void advertised(Advertisement advertisement) {
        LinkState before = state;
        state = before.heard(advertisement, clock.instant());
        if (before.router().isEmpty() && state.router().isPresent()) {
            LOG.info(
                    "{}: {} is an IPv6 router; iPXE machines are left to it",
                    link.name(),
                    advertisement.source().getHostAddress());
        }
    }

    /** What the system has given the card; where IPv6 is switched off, what it would have. */
    private Inet6Address ownAddress(PacketPort port) {
        try {
            NetworkInterface card = NetworkInterface.getByIndex(link.index());
            if (card != null) {
                Optional<InetAddress> assigned = card.inetAddresses()
                        .filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
                        .findFirst();
                if (assigned.isPresent()) {
                    return (Inet6Address) assigned.get();
                }
            }
        } catch (SocketException e) {
            LOG.debug("{}: the system does not tell its addresses", link.name(), e);
        }
        return LinkLocal.of(port.hardware());
    }

    @Override
    public void close() {
        port.close();
    }
}
