package org.stirrup.dhcp.engine;

import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;

/** One change of the lease store that a decision asks for. */
public sealed interface LeaseChange {
    /** The lease that will stand there. */
    Lease next();

    /**
     * Makes it; waits until it is on stable storage.
     *
     * @return false when the store no longer holds what was decided on
     */
    boolean apply(LeaseStore store) throws LeaseStoreException;

    /** For an address that has no lease. */
    record Insert(Lease next) implements LeaseChange {
        @Override
        public boolean apply(LeaseStore store) throws LeaseStoreException {
            return store.insert(next);
        }
    }

    /** For an address that has one. */
    record Replace(Lease expected, Lease next) implements LeaseChange {
        @Override
        public boolean apply(LeaseStore store) throws LeaseStoreException {
            return store.replace(expected, next);
        }
    }
}
