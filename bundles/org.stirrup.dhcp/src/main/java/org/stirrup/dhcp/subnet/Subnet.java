package org.stirrup.dhcp.subnet;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stirrup.net.Link;

/**
 * One network and what is given in it: settings whose network is known and whose defaults are filled in.
 *
 * @param sharedNetwork name that subnets on one link have in common
 * @param pools addresses to give; those of the subnet's own file first
 * @param admission who is served here at all
 * @param booting which of the clients that boot are answered
 * @param mode what clients get here
 * @param reservations by owner
 * @param excluded addresses that somebody has by other means: the appliance, routers, name servers, reservations
 */
public record Subnet(
        Network network,
        Optional<String> sharedNetwork,
        List<Pool> pools,
        Admission admission,
        boolean dynamicBootp,
        List<Inet4Address> routers,
        List<Inet4Address> domainNameServers,
        Optional<String> domainName,
        Terms terms,
        Admission booting,
        Mode mode,
        Map<Identity, Reservation> reservations,
        Set<Inet4Address> excluded) {
    static Subnet of(SubnetSettings settings, Network network, Plan plan, List<Link> links) {
        Map<Identity, Reservation> reservations = new HashMap<>();
        settings.reservations().forEach(each -> reservations.put(each.owner(), each));
        for (HostSettings host : plan.hosts()) {
            host.addresses().stream().filter(network::contains).forEach(address -> host.owners()
                    .forEach(owner -> reservations.put(owner, new Reservation(owner, address, host.hostname()))));
        }
        Set<Inet4Address> inUse = Stream.of(
                        links.stream().map(Link::address),
                        settings.routers().stream(),
                        settings.domainNameServers().stream(),
                        settings.terms().nextServer().stream(),
                        reservations.values().stream().map(Reservation::address))
                .flatMap(Function.identity())
                .filter(network::contains)
                .collect(Collectors.toUnmodifiableSet());
        List<Pool> pools = new ArrayList<>();
        List<AddressRange> own = AddressRange.without(settings.ranges(), settings.exclude());
        if (!own.isEmpty()) {
            pools.add(new Pool(settings.source(), own, Admission.ALL, Terms.NONE));
        }
        plan.pools().stream()
                .filter(pool -> network.contains(pool.ranges().get(0).first()))
                .map(pool -> new Pool(
                        pool.source(),
                        AddressRange.without(pool.ranges(), settings.exclude()),
                        pool.admission(),
                        pool.terms()))
                .forEach(pools::add);
        return new Subnet(
                network,
                settings.sharedNetwork(),
                List.copyOf(pools),
                settings.admission(),
                settings.dynamicBootp(),
                settings.routers(),
                settings.domainNameServers(),
                settings.domainName(),
                settings.terms(),
                settings.booting().orElse(plan.defaults().booting()),
                settings.mode().orElse(plan.defaults().mode()),
                Map.copyOf(reservations),
                inUse);
    }

    /** Where nothing is configured: no address is given there, machines that boot are told what to boot. */
    static Subnet proxied(Network network, Defaults defaults) {
        return new Subnet(
                network,
                Optional.empty(),
                List.of(),
                Admission.ALL,
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                Terms.NONE,
                defaults.booting(),
                Mode.PROXY,
                Map.of(),
                Set.of());
    }

    /** The first by which one of these is known here. */
    public Optional<Reservation> reservationOf(List<Identity> identities) {
        for (Identity identity : identities) {
            Reservation reservation = reservations.get(identity);
            if (reservation != null) {
                return Optional.of(reservation);
            }
        }
        return Optional.empty();
    }

    /** The pool that an address is given from; empty when it is in none, or somebody has it by other means. */
    public Optional<Pool> poolOf(Inet4Address address) {
        if (excluded.contains(address)) {
            return Optional.empty();
        }
        for (Pool pool : pools) {
            if (pool.contains(address)) {
                return Optional.of(pool);
            }
        }
        return Optional.empty();
    }

    /** Whether an address may be given to any machine that is admitted to its pool. */
    public boolean isFree(Inet4Address address) {
        return poolOf(address).isPresent();
    }

    /** How many addresses are given from pools. */
    public long poolSize() {
        return pools.stream().mapToLong(this::sizeOf).sum();
    }

    /** How many addresses of one of its pools are given. */
    public long sizeOf(Pool pool) {
        return pool.size() - excluded.stream().filter(pool::contains).count();
    }

    /** For messages: {@code 192.168.1.240-192.168.1.250 of 192.168.1.0/24}. */
    public String pool() {
        return pools.stream().map(Pool::toString).collect(Collectors.joining(", ")) + " of " + network;
    }
}
