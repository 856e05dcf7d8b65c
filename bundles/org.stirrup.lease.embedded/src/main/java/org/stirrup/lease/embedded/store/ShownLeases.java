package org.stirrup.lease.embedded.store;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.lease.embedded.file.LeaseFile;

/** Leases as they were read from a file, for showing them: nothing is changed. */
public final class ShownLeases implements LeaseBackend {
    private final LeaseIndex index;

    public ShownLeases(LeaseFile.Opened.Shown shown) {
        index = new LeaseIndex(shown.leases());
    }

    @Override
    public String name() {
        return DurableLeases.NAME;
    }

    @Override
    public List<Boolean> change(List<Change> changes) throws LeaseStoreException {
        throw new LeaseStoreException("leases are only shown here, not changed", null);
    }

    @Override
    public boolean insert(Lease lease) throws LeaseStoreException {
        return change(List.of()).isEmpty();
    }

    @Override
    public boolean replace(Lease expected, Lease next) throws LeaseStoreException {
        return change(List.of()).isEmpty();
    }

    @Override
    public boolean remove(Lease expected) throws LeaseStoreException {
        return change(List.of()).isEmpty();
    }

    @Override
    public Optional<Lease> byAddress(Inet4Address address) {
        return index.byAddress(address);
    }

    @Override
    public List<Lease> byClient(ClientKey client) {
        return index.byClient(client);
    }

    @Override
    public List<Lease> expired(Instant now, int limit) {
        return index.expired(now, limit);
    }

    @Override
    public List<Lease> page(Optional<Inet4Address> after, int limit) {
        return index.page(after, limit);
    }
}
