package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.subnet.AddressRange;
import org.stirrup.dhcp.subnet.Pool;
import org.stirrup.dhcp.subnet.Reservation;
import org.stirrup.dhcp.subnet.Subnet;

/**
 * Finds an address for a client: its reservation, what it was just offered, what it had, what it asks for, one that
 * nobody ever had, the one that has been free for longest (RFC 2131, section 4.3.1). Safe for many threads.
 */
final class AddressChooser {
    /** Pools beyond this are not searched through for every client that finds them full. */
    private static final long SMALL = 4096;

    /** Of a client's own places in a shared pool; nine tenths full, one client in a thousand finds all of them taken. */
    private static final int TRIES = 64;

    private static final int PAGE = 1000;

    private static final Duration SEARCH_PAUSE = Duration.ofSeconds(10);

    private final Offers offers;

    /** How far a pool was given away in order; what lies behind has a lease, or had an offer. */
    private final Map<List<AddressRange>, Long> frontiers = new ConcurrentHashMap<>();

    private final Map<List<AddressRange>, Instant> searches = new ConcurrentHashMap<>();

    /** Shared pools without an address that nobody ever had, as far as somebody looked, and until when that is taken so. */
    private final Map<List<AddressRange>, Instant> full = new ConcurrentHashMap<>();

    AddressChooser(Offers offers) {
        this.offers = offers;
    }

    /** The same, apart. @param apart a copy of its offers */
    AddressChooser copy(Offers apart) {
        AddressChooser copy = new AddressChooser(apart);
        copy.frontiers.putAll(frontiers);
        copy.searches.putAll(searches);
        copy.full.putAll(full);
        return copy;
    }

    /** An address that is held for this client from now on; empty when there is none. */
    Optional<Inet4Address> choose(Query query) throws LeaseStoreException {
        for (Inet4Address candidate : candidates(query)) {
            if (query.permits(candidate) && take(query, candidate)) {
                return Optional.of(candidate);
            }
        }
        Optional<Inet4Address> found = neverUsed(query);
        if (found.isEmpty()) {
            found = longestFree(query);
        }
        if (found.isEmpty()) {
            found = anyFree(query);
        }
        return found.isEmpty() && query.returning() ? forgone(query) : found;
    }

    /** A client that asks again is real; those that were offered the rest of the pool and keep silent may not be. */
    private Optional<Inet4Address> forgone(Query query) throws LeaseStoreException {
        Optional<Inet4Address> address = offers.reclaim(query.now(), query::isInPool);
        return address.isPresent() && take(query, address.get()) ? address : Optional.empty();
    }

    /** What is said when {@link #choose} found none. */
    static Decision exhausted(Query query) {
        List<Pool> pools = query.pools();
        if (pools.isEmpty()) {
            return new Decision.Drop(
                    Decision.Reason.CLASS_DENIED,
                    "no pool of " + query.subnet().network() + " admits this client, which is "
                            + Denials.named(query.standing()));
        }
        long size = query.subnets().stream()
                .mapToLong(subnet -> subnet.pools().stream()
                        .filter(pools::contains)
                        .mapToLong(subnet::sizeOf)
                        .sum())
                .sum();
        String names = pools.stream().map(Pool::toString).collect(Collectors.joining(", "));
        return new Decision.Drop(
                Decision.Reason.POOL_EXHAUSTED,
                "all " + size + " addresses of " + names + " of "
                        + query.subnet().network() + " are taken");
    }

    /**
     * Holds an address for a client if nobody else has it.
     *
     * @return false when somebody has
     */
    boolean take(Query query, Inet4Address address) throws LeaseStoreException {
        query.owner()
                .heritage()
                .filter(old -> old.address().equals(address))
                .ifPresent(old -> offers.forget(old.client()));
        // Held first and looked up then: a lease that another client gets in between is seen, or cannot come.
        if (!offers.hold(
                address,
                query.key(),
                query.now(),
                query.now().plus(query.defaults().offer()),
                query.returning())) {
            return false;
        }
        if (query.isTaken(query.leases().byAddress(address))) {
            offers.forget(query.key());
            return false;
        }
        return true;
    }

    private List<Inet4Address> candidates(Query query) throws LeaseStoreException {
        List<Inet4Address> candidates = new ArrayList<>();
        query.reservation().map(Reservation::address).ifPresent(candidates::add);
        offers.of(query.key(), query.now()).ifPresent(candidates::add);
        query.owner().heritage().map(Lease::address).ifPresent(candidates::add);
        for (Lease lease : query.leases().byClient(query.key())) {
            if (lease.state() != Lease.State.DECLINED) {
                candidates.add(lease.address());
            }
        }
        query.message().options().address(KnownOption.REQUESTED_ADDRESS).ifPresent(candidates::add);
        return candidates;
    }

    private Optional<Inet4Address> neverUsed(Query query) throws LeaseStoreException {
        for (Subnet subnet : query.subnets()) {
            for (Pool pool : subnet.pools()) {
                if (pool.admission().admits(query.standing().classes())) {
                    Optional<Inet4Address> found = neverUsed(query, subnet, pool.ranges());
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Inet4Address> neverUsed(Query query, Subnet subnet, List<AddressRange> ranges)
            throws LeaseStoreException {
        if (query.leases().isShared()) {
            return neverUsedInOwnOrder(query, subnet, ranges);
        }
        long index = 0;
        for (AddressRange range : ranges) {
            long frontier = frontiers.getOrDefault(ranges, 0L);
            for (long i = Math.max(0, frontier - index); i < range.size(); i++) {
                Inet4Address address = range.at(i);
                if (subnet.isFree(address) && query.leases().byAddress(address).isEmpty() && take(query, address)) {
                    frontiers.merge(ranges, index + i + 1, Math::max);
                    return Optional.of(address);
                }
            }
            index += range.size();
        }
        frontiers.put(ranges, index);
        return Optional.empty();
    }

    /** Other servers choose from this pool too. */
    private Optional<Inet4Address> neverUsedInOwnOrder(Query query, Subnet subnet, List<AddressRange> ranges)
            throws LeaseStoreException {
        if (ranges.isEmpty() || query.now().isBefore(full.getOrDefault(ranges, Instant.MIN))) {
            return Optional.empty();
        }
        List<Inet4Address> own =
                new OwnOrder(ranges, query.key()).addresses().limit(TRIES).toList();
        for (Inet4Address address : own) {
            if (subnet.isFree(address) && query.leases().byAddress(address).isEmpty() && take(query, address)) {
                return Optional.of(address);
            }
        }
        full.put(ranges, query.now().plus(SEARCH_PAUSE));
        return Optional.empty();
    }

    private Optional<Inet4Address> longestFree(Query query) throws LeaseStoreException {
        int limit = 64;
        List<Lease> over = query.leases().expired(query.now(), limit);
        int seen = 0;
        while (true) {
            for (Lease lease : inOwnOrder(query, over.subList(Math.min(seen, over.size()), over.size()))) {
                if (query.isInPool(lease.address()) && take(query, lease.address())) {
                    return Optional.of(lease.address());
                }
            }
            if (over.size() < limit) {
                return Optional.empty();
            }
            seen = over.size();
            limit *= 8;
            over = query.leases().expired(query.now(), limit);
        }
    }

    /** Where other servers choose too, not all begin with the same one. */
    private static List<Lease> inOwnOrder(Query query, List<Lease> leases) {
        if (!query.leases().isShared() || leases.isEmpty()) {
            return leases;
        }
        List<Lease> rotated = new ArrayList<>(leases);
        long number = new OwnOrder(List.of(), query.key()).number();
        Collections.rotate(rotated, (int) Long.remainderUnsigned(number, leases.size()));
        return rotated;
    }

    /** Offers that were not taken up and leases that were deleted left gaps behind the frontier. */
    private Optional<Inet4Address> anyFree(Query query) throws LeaseStoreException {
        for (Pool pool : query.pools()) {
            Instant again = searches.getOrDefault(pool.ranges(), Instant.MIN);
            if (pool.size() > SMALL && query.now().isBefore(again)) {
                continue;
            }
            for (AddressRange range : pool.ranges()) {
                Set<Inet4Address> held = held(query, range);
                for (long i = 0; i < range.size(); i++) {
                    Inet4Address address = range.at(i);
                    if (!held.contains(address) && query.isInPool(address) && take(query, address)) {
                        return Optional.of(address);
                    }
                }
            }
            searches.put(pool.ranges(), query.now().plus(SEARCH_PAUSE));
        }
        return Optional.empty();
    }

    /** Leased addresses, asked for by the page: a store may be at the other end of a network. */
    private static Set<Inet4Address> held(Query query, AddressRange range) throws LeaseStoreException {
        Set<Inet4Address> held = new HashSet<>();
        long first = Ipv4.bits(range.first());
        Optional<Inet4Address> after = first == 0 ? Optional.empty() : Optional.of(Ipv4.of(first - 1));
        while (true) {
            List<Lease> page = query.leases().page(after, PAGE);
            for (Lease lease : page) {
                if (!range.contains(lease.address())) {
                    return held;
                }
                if (query.isTaken(Optional.of(lease))) {
                    held.add(lease.address());
                }
            }
            if (page.size() < PAGE) {
                return held;
            }
            after = Optional.of(page.get(PAGE - 1).address());
        }
    }
}
