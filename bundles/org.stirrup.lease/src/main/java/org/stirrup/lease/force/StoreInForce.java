package org.stirrup.lease.force;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.lease.move.Transfer;

/**
 * The store that everybody uses. Behind it one place takes the place of another without a change being lost: most leases
 * are brought over while clients are served, and only those that changed meanwhile while nobody is.
 */
public final class StoreInForce implements LeaseStore {
    /** So few are brought over while clients wait. */
    private static final int FEW = 100;

    private static final int ROUNDS = 8;

    /** Read by whoever uses the store, written when the place is exchanged. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private Optional<LeaseBackend> place = Optional.empty();

    /** Addresses whose leases changed since leases are being brought elsewhere. */
    private final Set<Inet4Address> changed = ConcurrentHashMap.newKeySet();

    private volatile boolean following;

    /** What is done with the place. */
    private interface Use<T> {
        T of(LeaseBackend place) throws LeaseStoreException;
    }

    /** What is done while nobody uses the store. */
    public interface Exchange {
        /** @return the next place; empty for none */
        Optional<LeaseBackend> with(Optional<LeaseBackend> before);
    }

    /** Waits until nobody uses the store, and lets nobody until it is done. */
    public void exchange(Exchange exchange) {
        lock.writeLock().lock();
        try {
            place = exchange.with(place);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Makes it known, on the disk, that another place is in force. */
    public interface Record {
        void write() throws IOException;
    }

    /**
     * Brings all leases to another place and puts it in force.
     *
     * @param record written when all leases are there, and before the first change is made there
     * @return how many were brought
     * @throws LeaseStoreException when that failed; everything is as before then
     * @throws IOException when it could not be recorded; everything is as before then
     */
    public long moveTo(LeaseBackend next, Transfer transfer, Record record) throws LeaseStoreException, IOException {
        changed.clear();
        following = true;
        try {
            LeaseBackend before = place().orElseThrow();
            long brought = transfer.all(before::page);
            for (int round = 0; round < ROUNDS && changed.size() > FEW; round++) {
                transfer.these(drain(), before);
            }
            lock.writeLock().lock();
            try {
                transfer.these(drain(), before);
                record.write();
                place = Optional.of(next);
            } finally {
                lock.writeLock().unlock();
            }
            return brought;
        } finally {
            following = false;
        }
    }

    private Set<Inet4Address> drain() {
        Set<Inet4Address> drained = Set.copyOf(changed);
        // What changes again after this is in the set again.
        changed.removeAll(drained);
        return drained;
    }

    public Optional<LeaseBackend> place() {
        lock.readLock().lock();
        try {
            return place;
        } finally {
            lock.readLock().unlock();
        }
    }

    private <T> T use(Use<T> use) throws LeaseStoreException {
        lock.readLock().lock();
        try {
            if (place.isEmpty()) {
                throw new LeaseStoreException("no lease store is there any more", null);
            }
            return use.of(place.get());
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean change(Inet4Address address, Use<Boolean> use) throws LeaseStoreException {
        return use(now -> {
            try {
                return use.of(now);
            } finally {
                // Also when it failed: it may have been saved.
                if (following) {
                    changed.add(address);
                }
            }
        });
    }

    @Override
    public boolean isShared() {
        return place().filter(LeaseBackend::isShared).isPresent();
    }

    @Override
    public boolean insert(Lease lease) throws LeaseStoreException {
        return change(lease.address(), now -> now.insert(lease));
    }

    @Override
    public boolean replace(Lease expected, Lease next) throws LeaseStoreException {
        return change(next.address(), now -> now.replace(expected, next));
    }

    @Override
    public List<Boolean> change(List<Change> changes) throws LeaseStoreException {
        return use(now -> {
            try {
                return now.change(changes);
            } finally {
                if (following) {
                    changes.forEach(change -> changed.add(change.next().address()));
                }
            }
        });
    }

    @Override
    public boolean remove(Lease expected) throws LeaseStoreException {
        return change(expected.address(), now -> now.remove(expected));
    }

    @Override
    public Optional<Lease> byAddress(Inet4Address address) throws LeaseStoreException {
        return use(now -> now.byAddress(address));
    }

    @Override
    public List<Lease> byClient(ClientKey client) throws LeaseStoreException {
        return use(now -> now.byClient(client));
    }

    @Override
    public List<Lease> expired(Instant now, int limit) throws LeaseStoreException {
        return use(place -> place.expired(now, limit));
    }

    @Override
    public List<Lease> page(Optional<Inet4Address> after, int limit) throws LeaseStoreException {
        return use(now -> now.page(after, limit));
    }
}
