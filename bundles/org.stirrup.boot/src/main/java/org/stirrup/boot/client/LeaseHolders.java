package org.stirrup.boot.client;

import java.net.Inet4Address;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;

/**
 * Who has a lease for an address.
 *
 * @param store the store of this moment; gives null when there is none
 * @param clock for leases that are over
 * @param journal told of each failure, one line
 */
public record LeaseHolders(Supplier<LeaseStore> store, InstantSource clock, Consumer<String> journal)
        implements Function<Inet4Address, Optional<MacAddress>> {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseHolders.class);

    @Override
    public Optional<MacAddress> apply(Inet4Address address) {
        LeaseStore now = store.get();
        if (now == null) {
            return Optional.empty();
        }
        try {
            return now.byAddress(address)
                    .filter(lease -> lease.state() == Lease.State.BOUND && lease.heldAt(clock.instant()))
                    .map(Lease::mac);
        } catch (LeaseStoreException | RuntimeException | LinkageError e) {
            LOG.warn("The lease of {} could not be read", address.getHostAddress(), e);
            journal.accept("the lease of " + address.getHostAddress() + " could not be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}
