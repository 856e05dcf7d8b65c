package org.stirrup.lease.move;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStoreException;

/**
 * Brings leases to a store. What is there already is left alone, so that it may be done again after it was broken off.
 *
 * @param target where they go
 * @param clock for leases that are over
 */
public record Transfer(LeaseBackend target, InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);
    private static final int PAGE = 1000;

    /** How often a lease is tried again that somebody else changed in between. */
    private static final int ATTEMPTS = 5;

    /** Brings everything. @return how many leases went there; those that stood there already are not counted */
    public long all(LeaseSource source) throws LeaseStoreException {
        long brought = 0;
        Optional<Inet4Address> after = Optional.empty();
        List<Lease> page;
        do {
            page = source.page(after, PAGE);
            if (!page.isEmpty()) {
                Inet4Address last = page.get(page.size() - 1).address();
                brought += bring(page, standing(after, last));
                after = Optional.of(last);
            }
        } while (page.size() == PAGE);
        return brought;
    }

    /** Brings the leases of these addresses as they are now at the source; one that is gone there goes here too. */
    public void these(Collection<Inet4Address> addresses, LeaseBackend source) throws LeaseStoreException {
        List<Lease> leases = new ArrayList<>();
        Map<Inet4Address, Lease> standing = new HashMap<>();
        for (Inet4Address address : addresses) {
            Optional<Lease> there = target.byAddress(address);
            there.ifPresent(lease -> standing.put(address, lease));
            Optional<Lease> here = source.byAddress(address);
            here.ifPresent(leases::add);
            if (here.isEmpty() && there.isPresent() && !target.isShared()) {
                target.remove(there.get());
            }
        }
        bring(leases, standing);
    }

    private Map<Inet4Address, Lease> standing(Optional<Inet4Address> after, Inet4Address last)
            throws LeaseStoreException {
        Map<Inet4Address, Lease> standing = new HashMap<>();
        Optional<Inet4Address> from = after;
        List<Lease> page;
        do {
            page = target.page(from, PAGE);
            for (Lease lease : page) {
                standing.put(lease.address(), lease);
                from = Optional.of(lease.address());
            }
        } while (page.size() == PAGE && number(from.orElseThrow()) < number(last));
        return standing;
    }

    private long bring(List<Lease> leases, Map<Inet4Address, Lease> standing) throws LeaseStoreException {
        List<LeaseBackend.Change> changes = new ArrayList<>();
        for (Lease lease : leases) {
            change(Optional.ofNullable(standing.get(lease.address())), lease).ifPresent(changes::add);
        }
        List<Boolean> made = changes.isEmpty() ? List.of() : target.change(changes);
        for (int i = 0; i < made.size(); i++) {
            if (!made.get(i)) {
                again(changes.get(i).next());
            }
        }
        return changes.size();
    }

    /** Somebody else was at this address at the same time. */
    private void again(Lease lease) throws LeaseStoreException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<LeaseBackend.Change> change = change(target.byAddress(lease.address()), lease);
            if (change.isEmpty() || target.change(List.of(change.get())).get(0)) {
                return;
            }
        }
        throw new LeaseStoreException(
                "the lease of " + lease.address().getHostAddress() + " is changed by others again and again", null);
    }

    private Optional<LeaseBackend.Change> change(Optional<Lease> standing, Lease lease) {
        Precedence precedence = Precedence.of(standing, lease, target.isShared(), clock.instant());
        if (precedence instanceof Precedence.Conflict conflict) {
            LOG.error(
                    "{} is leased to {} in {} and was leased to {} here: the former keeps it",
                    lease.address().getHostAddress(),
                    conflict.standing().mac(),
                    target.name(),
                    lease.mac());
        }
        return precedence instanceof Precedence.Bring bring ? Optional.of(bring.change()) : Optional.empty();
    }

    private static long number(Inet4Address address) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
    }
}
