package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.subnet.AddressRange;
import org.stirrup.dhcp.subnet.Reservation;

/**
 * Finds an address for a client: its reservation, what it was just offered, what it had, what it asks for, one that
 * nobody ever had, the one that has been free for longest (RFC 2131, section 4.3.1). Safe for many threads.
 */
final class AddressChooser {
    /** Pools beyond this are not searched through for every client that finds them full. */
    private static final long SMALL = 4096;

    private static final Duration SEARCH_PAUSE = Duration.ofSeconds(10);

    private final Offers offers;

    /** How far a pool was given away in order; what lies behind has a lease, or had an offer. */
    private final Map<List<AddressRange>, Long> frontiers = new ConcurrentHashMap<>();

    private final Map<List<AddressRange>, Instant> searches = new ConcurrentHashMap<>();

    AddressChooser(Offers offers) {
        this.offers = offers;
    }

    /** An address that is held for this client from now on; empty when there is none. */
    Optional<Inet4Address> choose(Query query) throws LeaseStoreException {
        for (Inet4Address candidate : candidates(query)) {
            if (query.subnet().permits(query.mac(), candidate) && take(query, candidate)) {
                return Optional.of(candidate);
            }
        }
        Optional<Inet4Address> found = neverUsed(query);
        if (found.isEmpty()) {
            found = longestFree(query);
        }
        return found.isEmpty() ? anyFree(query) : found;
    }

    /** What is said when {@link #choose} found none. */
    static Decision exhausted(Query query) {
        return new Decision.Drop(
                Decision.Reason.POOL_EXHAUSTED,
                "all " + query.subnet().poolSize() + " addresses of "
                        + query.subnet().pool() + " are taken");
    }

    /**
     * Holds an address for a client if nobody else has it.
     *
     * @return false when somebody has
     */
    boolean take(Query query, Inet4Address address) throws LeaseStoreException {
        // Held first and looked up then: a lease that another client gets in between is seen, or cannot come.
        if (!offers.hold(
                address,
                query.key(),
                query.now(),
                query.now().plus(query.defaults().offer()))) {
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
        for (Lease lease : query.leases().byClient(query.key())) {
            if (lease.state() != Lease.State.DECLINED) {
                candidates.add(lease.address());
            }
        }
        query.message().options().address(KnownOption.REQUESTED_ADDRESS).ifPresent(candidates::add);
        return candidates;
    }

    private Optional<Inet4Address> neverUsed(Query query) throws LeaseStoreException {
        List<AddressRange> ranges = query.subnet().ranges();
        long index = 0;
        for (AddressRange range : ranges) {
            long frontier = frontiers.getOrDefault(ranges, 0L);
            for (long i = Math.max(0, frontier - index); i < range.size(); i++) {
                Inet4Address address = range.at(i);
                if (query.subnet().isFree(address)
                        && query.leases().byAddress(address).isEmpty()
                        && take(query, address)) {
                    frontiers.merge(ranges, index + i + 1, Math::max);
                    return Optional.of(address);
                }
            }
            index += range.size();
        }
        frontiers.put(ranges, index);
        return Optional.empty();
    }

    private Optional<Inet4Address> longestFree(Query query) throws LeaseStoreException {
        int limit = 64;
        List<Lease> over = query.leases().expired(query.now(), limit);
        int seen = 0;
        while (true) {
            for (Lease lease : over.subList(Math.min(seen, over.size()), over.size())) {
                if (query.subnet().isFree(lease.address()) && take(query, lease.address())) {
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

    /** Offers that were not taken up and leases that were deleted left gaps behind the frontier. */
    private Optional<Inet4Address> anyFree(Query query) throws LeaseStoreException {
        List<AddressRange> ranges = query.subnet().ranges();
        Instant again = searches.getOrDefault(ranges, Instant.MIN);
        if (query.subnet().poolSize() > SMALL && query.now().isBefore(again)) {
            return Optional.empty();
        }
        for (AddressRange range : ranges) {
            for (long i = 0; i < range.size(); i++) {
                if (query.subnet().isFree(range.at(i)) && take(query, range.at(i))) {
                    return Optional.of(range.at(i));
                }
            }
        }
        searches.put(ranges, query.now().plus(SEARCH_PAUSE));
        return Optional.empty();
    }
}
