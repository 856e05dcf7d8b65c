package org.stirrup.lease;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStoreException;

/** A store in memory, which can be made to fail. */
public final class MemoryBackend implements LeaseBackend {
    private final String name;
    private final boolean shared;
    private final ConcurrentSkipListMap<Long, Lease> leases = new ConcurrentSkipListMap<>();

    /** Why everything that is asked of it fails; empty when it does not. */
    public volatile Optional<String> failure = Optional.empty();

    public MemoryBackend(String name) {
        this(name, false);
    }

    public MemoryBackend(String name, boolean shared) {
        this.name = name;
        this.shared = shared;
    }

    private static long key(Inet4Address address) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
    }

    private void work() throws LeaseStoreException {
        if (failure.isPresent()) {
            throw new LeaseStoreException(failure.get(), null);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public List<Boolean> change(List<Change> changes) throws LeaseStoreException {
        List<Boolean> made = new ArrayList<>();
        for (Change change : changes) {
            made.add(
                    change.expected().isPresent()
                            ? replace(change.expected().get(), change.next())
                            : insert(change.next()));
        }
        return made;
    }

    @Override
    public boolean insert(Lease lease) throws LeaseStoreException {
        work();
        return leases.putIfAbsent(key(lease.address()), lease) == null;
    }

    @Override
    public boolean replace(Lease expected, Lease next) throws LeaseStoreException {
        work();
        return leases.replace(key(expected.address()), expected, next);
    }

    @Override
    public boolean remove(Lease expected) throws LeaseStoreException {
        work();
        return leases.remove(key(expected.address()), expected);
    }

    @Override
    public Optional<Lease> byAddress(Inet4Address address) throws LeaseStoreException {
        work();
        return Optional.ofNullable(leases.get(key(address)));
    }

    @Override
    public List<Lease> byClient(ClientKey client) throws LeaseStoreException {
        work();
        return leases.values().stream()
                .filter(lease -> lease.client().equals(client))
                .sorted(Comparator.comparing(Lease::starts).reversed())
                .toList();
    }

    @Override
    public List<Lease> expired(Instant now, int limit) throws LeaseStoreException {
        work();
        return leases.values().stream()
                .filter(lease -> lease.expiredAt(now))
                .sorted(Comparator.comparing(lease -> lease.expires().orElseThrow()))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Lease> page(Optional<Inet4Address> after, int limit) throws LeaseStoreException {
        work();
        return leases.tailMap(after.map(MemoryBackend::key).orElse(-1L), false).values().stream()
                .limit(limit)
                .toList();
    }
}
