package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.forecast.ClientKind;
import org.stirrup.api.forecast.Inquiry;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.Options;
import org.stirrup.dhcp.engine.Arrival;
import org.stirrup.dhcp.subnet.Identity;
import org.stirrup.dhcp.subnet.Subnet;
import org.stirrup.dhcp.subnet.Topology;
import org.stirrup.net.Link;

/**
 * An inquiry as the message that it would be.
 *
 * @param heard by which way, for a person
 */
record Asked(DhcpMessage message, Arrival arrival, String heard) {
    /** Of a machine that is known by something else; administered locally, so that it is nobody's. */
    private static final MacAddress ANY = new MacAddress("02:00:00:00:00:01");

    /** @throws IllegalArgumentException for an identity that is none, or when there is no link to hear it on */
    static Asked of(Inquiry inquiry, Topology topology) {
        List<Identity> identities =
                inquiry.identities().stream().map(Identity::parse).toList();
        Optional<Subnet> home = topology.subnets().stream()
                .filter(subnet -> subnet.network().contains(inquiry.at()))
                .findFirst();
        Optional<Link> near = topology.links().stream()
                .filter(link -> home.isPresent()
                        && topology.subnetsFor(link, Ipv4.NONE, Ipv4.NONE, Optional.empty())
                                .contains(home.get()))
                .findFirst();
        Link link = near.or(() -> topology.links().stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException("no link is served"));
        Optional<Inet4Address> relay =
                near.isPresent() ? Optional.empty() : Optional.of(relay(home).orElse(inquiry.at()));
        BootClient client = client(inquiry, identities, link);
        int port = topology.defaults().port();
        Options shown = shown(identities);
        if (inquiry.renews()) {
            return new Asked(
                    Pretended.renewal(client, inquiry.at(), shown),
                    new Arrival(link, port, new InetSocketAddress(inquiry.at(), port + 1)),
                    "on " + link.name() + ", by unicast");
        }
        return new Asked(
                Pretended.discover(client, relay, shown),
                new Arrival(link, port, new InetSocketAddress(Ipv4.NONE, port + 1)),
                relay.map(agent -> "by the relay agent " + agent.getHostAddress())
                        .orElse("on " + link.name()));
    }

    /** A router of that subnet: relay agents mostly are. */
    private static Optional<Inet4Address> relay(Optional<Subnet> home) {
        return home.flatMap(subnet ->
                subnet.routers().stream().filter(subnet.network()::contains).findFirst());
    }

    private static BootClient client(Inquiry inquiry, List<Identity> identities, Link link) {
        return new BootClient(
                some(identities, Identity.Kind.MAC)
                        .map(value -> MacAddress.of(value.toArray()))
                        .orElse(ANY),
                inquiry.architecture().or(() -> Optional.of(inquiry.kind().architecture())
                        .filter(code -> inquiry.kind() != ClientKind.OS)),
                inquiry.kind().stage(),
                identities.stream()
                        .filter(each -> each.kind() == Identity.Kind.MACHINE)
                        .map(each -> UUID.fromString(each.toString().substring("uuid:".length())))
                        .findFirst(),
                Optional.empty(),
                Optional.empty(),
                link.name(),
                Optional.empty());
    }

    private static Options shown(List<Identity> identities) {
        Octets agent = tagged(1, some(identities, Identity.Kind.CIRCUIT))
                .then(tagged(2, some(identities, Identity.Kind.REMOTE)));
        return Options.NONE
                .with(KnownOption.CLIENT_IDENTIFIER, some(identities, Identity.Kind.CLIENT))
                .with(KnownOption.RELAY_AGENT, Optional.of(agent).filter(value -> value.length() > 0));
    }

    /** A suboption of option 82 (RFC 3046, section 2.0). */
    private static Octets tagged(int code, Optional<Octets> value) {
        return value.map(octets -> Octets.ofNumber(code, 1)
                        .then(Octets.ofNumber(octets.length(), 1))
                        .then(octets))
                .orElse(Octets.NONE);
    }

    private static Optional<Octets> some(List<Identity> identities, Identity.Kind kind) {
        return identities.stream()
                .filter(each -> each.kind() == kind)
                .map(Identity::value)
                .findFirst();
    }
}
