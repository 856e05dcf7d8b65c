package org.stirrup.api.lease;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps leases. Changes are compare-and-set, so that two servers may share one store. A change that returned true is on
 * stable storage: a DHCPACK may leave. Safe for many threads.
 */
@ConsumerType
public interface LeaseStore {
    /** Service property: {@link LeaseBackend#name} of the place that is in force, a text. */
    String PLACE = "stirrup.lease.place";

    /**
     * Whether other appliances change it at the same time. Addresses are then chosen so that two appliances seldom
     * choose the same one for different clients; which of them gets it is settled by the store.
     */
    default boolean isShared() {
        return false;
    }

    /**
     * Adds a lease for an address that has none.
     *
     * @return false when the address has a lease already; nothing is changed then
     * @throws LeaseStoreException when it is not known to be saved
     */
    boolean insert(Lease lease) throws LeaseStoreException;

    /**
     * Puts one lease in place of another of the same address.
     *
     * @param expected what stands there now, as it was read
     * @return false when something else, or nothing, stands there; nothing is changed then
     * @throws LeaseStoreException when it is not known to be saved
     * @throws IllegalArgumentException when the two are of different addresses
     */
    boolean replace(Lease expected, Lease next) throws LeaseStoreException;

    /**
     * Makes many changes, with as few syncs as it can. Each is as {@link #insert} or {@link #replace} would be alone.
     *
     * @param changes of different addresses
     * @return for each, in the same order, whether it was made
     * @throws LeaseStoreException when it is not known which of them are saved
     */
    default List<Boolean> change(List<Change> changes) throws LeaseStoreException {
        List<Boolean> made = new ArrayList<>(changes.size());
        for (Change change : changes) {
            made.add(
                    change.expected().isPresent()
                            ? replace(change.expected().get(), change.next())
                            : insert(change.next()));
        }
        return made;
    }

    /**
     * One lease in place of another, or of none.
     *
     * @param expected what stands there now; empty for nothing
     */
    record Change(Optional<Lease> expected, Lease next) {
        public Change {
            if (expected.isPresent() && !expected.get().address().equals(next.address())) {
                throw new IllegalArgumentException(
                        "a lease of " + expected.get().address().getHostAddress() + " cannot become one of "
                                + next.address().getHostAddress());
            }
        }
    }

    /** Removes a lease; false when something else, or nothing, stands there. */
    boolean remove(Lease expected) throws LeaseStoreException;

    Optional<Lease> byAddress(Inet4Address address) throws LeaseStoreException;

    /** Every lease of a client, on any subnet; the most recently confirmed first. */
    List<Lease> byClient(ClientKey client) throws LeaseStoreException;

    /** Leases that are over at a time, the longest-expired first. @param limit how many at the most */
    List<Lease> expired(Instant now, int limit) throws LeaseStoreException;

    /**
     * Leases in order of address.
     *
     * @param after the last address of the page before; empty for the first page
     * @param limit how many at the most
     */
    List<Lease> page(Optional<Inet4Address> after, int limit) throws LeaseStoreException;
}
