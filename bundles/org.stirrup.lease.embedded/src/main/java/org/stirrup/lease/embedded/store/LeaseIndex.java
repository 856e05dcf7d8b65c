package org.stirrup.lease.embedded.store;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.lease.embedded.codec.AddressKey;

/** The saved leases in memory, by address, by client and by end. Safe for many threads. */
final class LeaseIndex {
    private static final Comparator<Lease> LONGEST_EXPIRED = Comparator.<Lease, Instant>comparing(
                    lease -> lease.expires().orElseThrow())
            .thenComparing(lease -> AddressKey.of(lease.address()));

    private static final Comparator<Lease> LATEST =
            Comparator.comparing(Lease::starts).reversed().thenComparing(lease -> AddressKey.of(lease.address()));

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final NavigableMap<Long, Lease> byAddress = new TreeMap<>();
    private final Map<ClientKey, NavigableSet<Lease>> byClient = new HashMap<>();
    private final NavigableSet<Lease> ending = new TreeSet<>(LONGEST_EXPIRED);

    /** Puts everything away and takes these. */
    void reset(Collection<Lease> leases) {
        locked(() -> {
            byAddress.clear();
            byClient.clear();
            ending.clear();
            leases.forEach(this::put);
        });
    }

    /** Takes changes that are saved, all at once. */
    void apply(List<Change> changes) {
        locked(() -> changes.forEach(change -> {
            if (change.next().isPresent()) {
                put(change.next().get());
            } else {
                drop(change.address());
            }
        }));
    }

    private void put(Lease lease) {
        drop(AddressKey.of(lease.address()));
        byAddress.put(AddressKey.of(lease.address()), lease);
        byClient.computeIfAbsent(lease.client(), client -> new TreeSet<>(LATEST))
                .add(lease);
        if (lease.expires().isPresent()) {
            ending.add(lease);
        }
    }

    private void drop(long address) {
        Lease before = byAddress.remove(address);
        if (before == null) {
            return;
        }
        byClient.computeIfPresent(before.client(), (client, leases) -> {
            leases.remove(before);
            return leases.isEmpty() ? null : leases;
        });
        if (before.expires().isPresent()) {
            ending.remove(before);
        }
    }

    Optional<Lease> byAddress(Inet4Address address) {
        return read(() -> Optional.ofNullable(byAddress.get(AddressKey.of(address))));
    }

    List<Lease> byClient(ClientKey client) {
        return read(() -> {
            Collection<Lease> leases = byClient.get(client);
            return leases == null ? List.of() : List.copyOf(leases);
        });
    }

    List<Lease> expired(Instant now, int limit) {
        return read(() -> ending.stream()
                .takeWhile(lease -> lease.expiredAt(now))
                .limit(limit)
                .toList());
    }

    List<Lease> page(Optional<Inet4Address> after, int limit) {
        return read(() -> byAddress.tailMap(after.map(AddressKey::of).orElse(-1L), false).values().stream()
                .limit(limit)
                .toList());
    }

    int size() {
        return read(byAddress::size);
    }

    private void locked(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <T> T read(Supplier<T> question) {
        lock.readLock().lock();
        try {
            return question.get();
        } finally {
            lock.readLock().unlock();
        }
    }
}
