package org.stirrup.boot.client;

import java.net.Inet4Address;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;

/** Who has a lease for an address. */
public final class LeaseHolders implements Function<Inet4Address, Optional<MacAddress>> {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseHolders.class);

    private final Supplier<LeaseStore> store;
    private final InstantSource clock;
    private final Consumer<String> journal;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * @param store the store of this moment; gives null when there is none
     * @param clock for leases that are over
     * @param journal told when the store begins to fail, one line
     */
    public LeaseHolders(Supplier<LeaseStore> store, InstantSource clock, Consumer<String> journal) {
        this.store = store;
        this.clock = clock;
        this.journal = journal;
    }

    @Override
    public Optional<MacAddress> apply(Inet4Address address) {
        LeaseStore now = store.get();
        if (now == null) {
            return Optional.empty();
        }
        try {
            Optional<Lease> lease = now.byAddress(address);
            failing.set(false);
            return lease.filter(held -> held.state() == Lease.State.BOUND && held.heldAt(clock.instant()))
                    .map(Lease::mac);
        } catch (LeaseStoreException | RuntimeException | LinkageError e) {
            // Asked for every file that somebody wants, by whom no DHCP server here has heard of: said once.
            if (failing.getAndSet(true)) {
                return Optional.empty();
            }
            LOG.warn("The lease of {} could not be read", address.getHostAddress(), e);
            journal.accept("the lease of " + address.getHostAddress() + " could not be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}
