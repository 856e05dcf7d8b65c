package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.Quirks;
import org.stirrup.api.forecast.Inquiry;
import org.stirrup.api.forecast.ReplyForecast;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.engine.Engine;
import org.stirrup.dhcp.engine.Situation;
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.subnet.Network;
import org.stirrup.dhcp.subnet.Plan;
import org.stirrup.dhcp.subnet.SubnetSettings;
import org.stirrup.dhcp.subnet.Topology;
import org.stirrup.net.ConfiguredLinks;
import org.stirrup.net.Link;

/**
 * Answers in the server's place, where it does not run either: where the configuration is only checked there are no
 * links, so those are taken that would be served, and where this machine has none of them, one for each subnet.
 */
@Component
public final class Forecast implements ReplyForecast {
    private final DhcpConfiguration configuration;
    private final InstantSource clock;
    private final Engine engine = new Engine();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ConfiguredLinks links;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile LeaseStore leases;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootResolver boot;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Quirks quirks;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HostDirectory hosts;

    @Activate
    public Forecast(@Reference DhcpConfiguration configuration) {
        this(configuration, InstantSource.system());
    }

    Forecast(DhcpConfiguration configuration, InstantSource clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    @Override
    public List<Known> known() {
        Topology topology = topology();
        KnownMachines machines = new KnownMachines(clock.instant());
        Optional.ofNullable(hosts).ifPresent(directory -> machines.seen(directory.all(), topology));
        machines.reserved(topology);
        LeaseStore store = leases;
        if (store != null) {
            try {
                machines.leased(store);
            } catch (LeaseStoreException e) {
                throw new IllegalStateException("the leases cannot be read: " + e.getMessage(), e);
            }
        }
        return machines.inquiries();
    }

    @Override
    public Map<String, String> answer(Inquiry inquiry, Instant now) {
        Topology topology = topology();
        if (topology.links().isEmpty()) {
            return Map.of("no answer", "no link is served, and no subnet says which network it is");
        }
        Asked asked = Asked.of(inquiry, topology);
        Map<String, String> answer = new LinkedHashMap<>(Map.of("heard", asked.heard()));
        answer.putAll(engine.foretell(
                asked.message(),
                asked.arrival(),
                now,
                new Situation(
                        topology,
                        Optional.ofNullable(leases),
                        Optional.ofNullable(boot),
                        Optional.ofNullable(hosts),
                        Optional.ofNullable(quirks),
                        new Stance.Serving(false))));
        return answer;
    }

    @Override
    public List<String> assumptions() {
        return real().isEmpty()
                ? pretended(configuration.plan()).stream()
                        .map(link -> "no interface that is to be served is here, so the appliance is taken to be "
                                + link.address().getHostAddress() + " in " + link.name())
                        .toList()
                : List.of();
    }

    private Topology topology() {
        Topology served = configuration.topology();
        if (!served.links().isEmpty()) {
            return served;
        }
        List<Link> real = real();
        // What does not fit them is told by those who serve, and is no answer here.
        return Topology.of(
                configuration.plan(), real.isEmpty() ? pretended(configuration.plan()) : real, new ArrayList<>());
    }

    private List<Link> real() {
        return Optional.ofNullable(links).map(ConfiguredLinks::links).orElse(List.of());
    }

    /** One for each subnet, but one for those that share theirs. */
    private static List<Link> pretended(Plan plan) {
        List<Link> made = new ArrayList<>();
        Set<String> shared = new HashSet<>();
        for (SubnetSettings each : plan.subnets()) {
            boolean another = each.sharedNetwork().isEmpty()
                    || shared.add(each.sharedNetwork().get());
            each.network().filter(network -> another).ifPresent(network -> made.add(link(network)));
        }
        return made;
    }

    private static Link link(Network network) {
        Inet4Address first = network.prefix() > 30 ? network.address() : Ipv4.of(Ipv4.bits(network.address()) + 1);
        return new Link(network.toString(), 0, first, network.prefix());
    }
}
