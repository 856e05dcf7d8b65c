package org.stirrup.boot.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stirrup.testkit.boot.Machines.CLIENT_ADDRESS;
import static org.stirrup.testkit.boot.Machines.MAC;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;

class LeaseHoldersTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final List<String> journal = new ArrayList<>();

    @Test
    void whoHasALeaseIsKnown() {
        assertEquals(Optional.of(MAC), holder(lease(Lease.State.BOUND, Optional.of(NOON.plusSeconds(1)))));
        assertEquals(Optional.of(MAC), holder(lease(Lease.State.BOUND, Optional.empty())));
    }

    @Test
    void whoHadOneIsNot() {
        assertEquals(Optional.empty(), holder(lease(Lease.State.BOUND, Optional.of(NOON))));
        assertEquals(Optional.empty(), holder(lease(Lease.State.RELEASED, Optional.of(NOON.plusSeconds(1)))));
        assertEquals(Optional.empty(), holder(lease(Lease.State.DECLINED, Optional.of(NOON.plusSeconds(1)))));
    }

    @Test
    void withoutAStoreNobodyIs() {
        assertEquals(
                Optional.empty(),
                new LeaseHolders(() -> null, InstantSource.fixed(NOON), journal::add).apply(CLIENT_ADDRESS));
    }

    @Test
    void aStoreThatFailsIsNamed() {
        LeaseStore broken = new Store(Optional.empty()) {
            @Override
            public Optional<Lease> byAddress(Inet4Address address) throws LeaseStoreException {
                throw new LeaseStoreException("leases.mv: disk full", new IOException());
            }
        };
        LeaseHolders holders = new LeaseHolders(() -> broken, InstantSource.fixed(NOON), journal::add);
        assertEquals(Optional.empty(), holders.apply(CLIENT_ADDRESS));
        assertEquals(Optional.empty(), holders.apply(CLIENT_ADDRESS), "and says so once");
        assertEquals(List.of("the lease of 192.168.77.100 could not be read: leases.mv: disk full"), journal);
    }

    private Optional<MacAddress> holder(Lease lease) {
        Store store = new Store(Optional.of(lease));
        return new LeaseHolders(() -> store, InstantSource.fixed(NOON), journal::add).apply(CLIENT_ADDRESS);
    }

    private static Lease lease(Lease.State state, Optional<Instant> expires) {
        return new Lease(
                CLIENT_ADDRESS, ClientKey.of(MAC), MAC, Optional.empty(), state, NOON.minusSeconds(60), expires);
    }

    /** One lease, for reading. */
    private static class Store implements LeaseStore {
        private final Optional<Lease> lease;

        Store(Optional<Lease> lease) {
            this.lease = lease;
        }

        @Override
        public Optional<Lease> byAddress(Inet4Address address) throws LeaseStoreException {
            return lease.filter(one -> one.address().equals(address));
        }

        @Override
        public boolean insert(Lease added) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean replace(Lease expected, Lease next) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean remove(Lease expected) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Lease> byClient(ClientKey client) {
            return List.of();
        }

        @Override
        public List<Lease> expired(Instant now, int limit) {
            return List.of();
        }

        @Override
        public List<Lease> page(Optional<Inet4Address> after, int limit) {
            return List.of();
        }
    }
}
