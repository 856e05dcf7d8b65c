package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param classes sorted by name
 * @param hosts by each of what they are known by
 */
public record Topology(
        Defaults defaults,
        List<Subnet> subnets,
        List<Link> links,
        List<ClassSettings> classes,
        Map<Identity, HostSettings> hosts) {
    public Topology {
        subnets = List.copyOf(subnets);
        links = List.copyOf(links);
        classes = List.copyOf(classes);
        hosts = Map.copyOf(hosts);
    }

    /** Nobody is served. */
    public static final Topology EMPTY = new Topology(Defaults.STANDARD, List.of(), List.of(), List.of(), Map.of());

    /**
     * Puts settings and links together. A subnet without a network takes that of the link its addresses are in. A proxy
     * needs no subnet: where it has a link, it is there.
     *
     * @param findings what does not fit is told here, and left out
     */
    public static Topology of(Plan plan, List<Link> links, List<Finding> findings) {
        List<Subnet> subnets = new ArrayList<>();
        List<PoolSettings> pools = new ArrayList<>(plan.pools());
        List<Network> networks = new ArrayList<>();
        Map<SubnetSettings, Network> placed = new LinkedHashMap<>();
        for (SubnetSettings each : plan.subnets()) {
            Complaints complaints = new Complaints(each.source());
            network(each, plan, links, complaints).ifPresent(network -> {
                if (each.network().isEmpty()) {
                    SubnetChecks.fits(each, network, complaints);
                    noOther(network, networks, each, complaints);
                }
                if (!complaints.refused()) {
                    networks.add(network);
                    placed.put(each, network);
                }
            });
            findings.addAll(complaints.findings());
        }
        pools.removeIf(pool -> !PlanChecks.fits(pool, placed, findings));
        Plan fitting = new Plan(plan.defaults(), plan.subnets(), pools, plan.classes(), plan.hosts());
        placed.forEach((settings, network) -> subnets.add(Subnet.of(settings, network, fitting, links)));
        PlanChecks.agrees(fitting, placed, findings);
        if (plan.defaults().mode() == Mode.PROXY) {
            links.stream()
                    .map(link -> Network.around(link.address(), link.prefixLength()))
                    .distinct()
                    .filter(network -> networks.stream().noneMatch(network::overlaps))
                    .forEach(network -> subnets.add(Subnet.proxied(network, plan.defaults())));
        }
        Map<Identity, HostSettings> hosts = new HashMap<>();
        plan.hosts().forEach(host -> host.owners().forEach(owner -> hosts.put(owner, host)));
        return new Topology(plan.defaults(), subnets, links, plan.classes(), hosts);
    }

    private static Optional<Network> network(
            SubnetSettings settings, Plan plan, List<Link> links, Complaints complaints) {
        if (settings.network().isPresent()) {
            Network network = settings.network().get();
            boolean sharesOne = settings.sharedNetwork()
                    .filter(name -> plan.subnets().stream()
                            .filter(other ->
                                    other.sharedNetwork().filter(name::equals).isPresent())
                            .anyMatch(other -> other != settings && hasLink(other, links)))
                    .isPresent();
            if (!sharesOne && links.stream().noneMatch(link -> network.contains(link.address()))) {
                complaints.warning(
                        "subnet",
                        network.toString(),
                        "no link of this appliance has an address in it, so only relay agents can reach it",
                        has(links) + "give the interface an address of " + network + ", or name the right interface in"
                                + " org.stirrup.net; for a second subnet on one link write sharedNetwork=NAME in both");
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

    private static boolean hasLink(SubnetSettings settings, List<Link> links) {
        return settings.network()
                .map(network -> links.stream().anyMatch(link -> network.contains(link.address())))
                .orElse(true);
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

    private static void noOther(
            Network network, List<Network> networks, SubnetSettings settings, Complaints complaints) {
        networks.stream()
                .filter(other -> other.overlaps(network))
                .forEach(other -> complaints.error(
                        "range",
                        settings.anAddress().map(Inet4Address::getHostAddress).orElse("") + "...",
                        "its network " + network + " is configured already, as " + other,
                        "write one file for each network, with several ranges where needed"));
    }

    /**
     * The subnets a client may be in, the one it seems to be in first: the one a relay agent names, else the relay
     * agent's own, else that of the link it was heard on (RFC 2131, section 4.3.1), and those that share its link. A
     * client behind a relay agent renews by unicast past the agent; then its own address tells.
     *
     * @param selected the subnet that the relay agent names (RFC 3527) or the client does (RFC 3011)
     */
    public List<Subnet> subnetsFor(
            Link link, Inet4Address giaddr, Inet4Address ciaddr, Optional<Inet4Address> selected) {
        Optional<Subnet> first;
        if (selected.isPresent()) {
            first = containing(selected.get());
        } else if (!Ipv4.isNone(giaddr)) {
            first = containing(giaddr);
        } else {
            Optional<Subnet> remote =
                    Ipv4.isNone(ciaddr) ? Optional.empty() : containing(ciaddr).filter(this::isRemote);
            first = remote.or(() -> containing(link.address()));
        }
        return first.map(this::sharing).orElse(List.of());
    }

    private List<Subnet> sharing(Subnet first) {
        if (first.sharedNetwork().isEmpty()) {
            return List.of(first);
        }
        List<Subnet> all = new ArrayList<>(List.of(first));
        subnets.stream()
                .filter(subnet -> subnet != first && subnet.sharedNetwork().equals(first.sharedNetwork()))
                .forEach(all::add);
        return all;
    }

    /** What clients on a link get; empty where nothing is configured. */
    public Optional<Mode> mode(Link link) {
        return containing(link.address()).map(Subnet::mode);
    }

    private Optional<Subnet> containing(Inet4Address address) {
        for (Subnet subnet : subnets) {
            if (subnet.network().contains(address)) {
                return Optional.of(subnet);
            }
        }
        return Optional.empty();
    }

    /** Whether none of our links is on it: then only relay agents reach it. */
    public boolean isRemote(Subnet subnet) {
        return sharing(subnet).stream().noneMatch(each -> links.stream()
                .anyMatch(link -> each.network().contains(link.address())));
    }

    /** The host of the configuration that one of these belongs to. */
    public Optional<HostSettings> hostOf(List<Identity> identities) {
        for (Identity identity : identities) {
            HostSettings host = hosts.get(identity);
            if (host != null) {
                return Optional.of(host);
            }
        }
        return Optional.empty();
    }
}
