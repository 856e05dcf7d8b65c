package org.stirrup.dhcp.engine;

import java.util.Optional;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;

/** One change of the lease store that a decision asks for. */
public sealed interface LeaseChange {
    /** The lease that will stand there. */
    Lease next();

    /** As a store is asked for it together with others. */
    LeaseStore.Change change();

    /**
     * Makes it; waits until it is on stable storage.
     *
     * @return false when the store no longer holds what was decided on
     */
    boolean apply(LeaseStore store) throws LeaseStoreException;

    /** For an address that has no lease. */
    record Insert(Lease next) implements LeaseChange {
        @Override
        public LeaseStore.Change change() {
            return new LeaseStore.Change(Optional.empty(), next);
        }

        @Override
        public boolean apply(LeaseStore store) throws LeaseStoreException {
            return store.insert(next);
        }
    }

    /** For an address that has one. */
    record Replace(Lease expected, Lease next) implements LeaseChange {
        @Override
        public LeaseStore.Change change() {
            return new LeaseStore.Change(Optional.of(expected), next);
        }

        @Override
        public boolean apply(LeaseStore store) throws LeaseStoreException {
            return store.replace(expected, next);
        }
    }
}
