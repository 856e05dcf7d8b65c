package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.check.Finding;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.net.Link;

/**
 * The subnets as they are served now.
 *
 * @param defaults what holds for all of them
 * @param subnets those whose network is known
 * @param links where clients are heard
 */
public record Topology(Defaults defaults, List<Subnet> subnets, List<Link> links) {
    public Topology {
        subnets = List.copyOf(subnets);
        links = List.copyOf(links);
    }

    /**
     * Puts settings and links together. A subnet without a network takes that of the link its addresses are in.
     *
     * @param findings what does not fit is told here, and left out
     */
    public static Topology of(
            Defaults defaults, List<SubnetSettings> settings, List<Link> links, List<Finding> findings) {
        List<Subnet> subnets = new ArrayList<>();
        for (SubnetSettings each : settings) {
            Complaints complaints = new Complaints(each.source());
            network(each, links, complaints).ifPresent(network -> {
                if (each.network().isEmpty()) {
                    SubnetChecks.fits(each, network, complaints);
                    noOther(network, subnets, each, complaints);
                }
                if (!complaints.refused()) {
                    subnets.add(Subnet.of(each, network, links, defaults));
                }
            });
            findings.addAll(complaints.findings());
        }
        return new Topology(defaults, subnets, links);
    }

    private static Optional<Network> network(SubnetSettings settings, List<Link> links, Complaints complaints) {
        if (settings.network().isPresent()) {
            Network network = settings.network().get();
            if (links.stream().noneMatch(link -> network.contains(link.address()))) {
                complaints.warning(
                        "subnet",
                        network.toString(),
                        "no link of this appliance has an address in it, so only relay agents can reach it",
                        has(links) + "give the interface an address of " + network + ", or name the right interface in"
                                + " org.stirrup.net");
            }
            return Optional.of(network);
        }
        Optional<Network> found = settings.anAddress().flatMap(address -> links.stream()
                .map(link -> Network.around(link.address(), link.prefixLength()))
                .filter(network -> network.contains(address))
                .findFirst());
        if (found.isEmpty() && settings.anAddress().isPresent()) {
            complaints.warning(
                    "range",
                    settings.anAddress().get().getHostAddress() + "...",
                    "no link of this appliance has a network with this address, so it is not served",
                    has(links) + "give a range of a link's network, or write subnet=NETWORK/PREFIX");
        }
        return found;
    }

    private static String has(List<Link> links) {
        if (links.isEmpty()) {
            return "there is no link now; ";
        }
        StringBuilder text = new StringBuilder();
        for (Link link : links) {
            text.append(link.name()).append(" has ").append(link.address().getHostAddress());
            text.append('/').append(link.prefixLength()).append("; ");
        }
        return text.toString();
    }

    private static void noOther(Network network, List<Subnet> subnets, SubnetSettings settings, Complaints complaints) {
        subnets.stream()
                .filter(other -> other.network().overlaps(network))
                .forEach(other -> complaints.error(
                        "range",
                        settings.anAddress().map(Inet4Address::getHostAddress).orElse("") + "...",
                        "its network " + network + " is configured already, as " + other.network(),
                        "write one file for each network, with several ranges where needed"));
    }

    /**
     * Which subnet a client is in: the relay agent's, else that of the link it was heard on (RFC 2131, section 4.3.1).
     * A client behind a relay agent renews by unicast past the agent; then its own address tells.
     */
    public Optional<Subnet> subnetFor(Link link, Inet4Address giaddr, Inet4Address ciaddr) {
        if (!Ipv4.isNone(giaddr)) {
            return containing(giaddr);
        }
        Optional<Subnet> remote =
                Ipv4.isNone(ciaddr) ? Optional.empty() : containing(ciaddr).filter(this::isRemote);
        return remote.or(() -> containing(link.address()));
    }

    private Optional<Subnet> containing(Inet4Address address) {
        return subnets.stream()
                .filter(subnet -> subnet.network().contains(address))
                .findFirst();
    }

    private boolean isRemote(Subnet subnet) {
        return links.stream().noneMatch(link -> subnet.network().contains(link.address()));
    }
}
