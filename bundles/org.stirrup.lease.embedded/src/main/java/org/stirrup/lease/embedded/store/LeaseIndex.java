package org.stirrup.lease.embedded.store;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.lease.embedded.codec.AddressKey;
import org.stirrup.lease.embedded.codec.DamagedLeaseException;
import org.stirrup.lease.embedded.codec.LeaseCodec;
import org.stirrup.lease.embedded.file.Standing;

/**
 * The saved leases in memory, by address, by client and by end. They are kept as the bytes that are in the file, a third
 * of the size of what they mean: a million takes some 300 MB. Safe for many threads.
 */
final class LeaseIndex {
    private static final long[] NONE = {};
    private static final byte[] NOTHING = {};

    /** Leases taken at once by {@link #all}, while changes wait. */
    private static final int PART = 500;

    private static final Comparator<Lease> LATEST =
            Comparator.comparing(Lease::starts).reversed().thenComparing(lease -> AddressKey.of(lease.address()));

    /** When the lease of an address is over. */
    private record End(long second, int nano, long address) implements Comparable<End> {
        private static final Comparator<End> ORDER = Comparator.comparingLong(End::second)
                .thenComparingInt(End::nano)
                .thenComparingLong(End::address);

        static End of(Instant end, long address) {
            return new End(end.getEpochSecond(), end.getNano(), address);
        }

        boolean isBy(Instant now) {
            return second < now.getEpochSecond() || second == now.getEpochSecond() && nano <= now.getNano();
        }

        @Override
        public int compareTo(End other) {
            return ORDER.compare(this, other);
        }
    }

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final NavigableMap<Long, byte[]> byAddress = new TreeMap<>();

    /** By the hash of a client's key, which few clients share: addresses in no order. */
    private final Map<Integer, long[]> byClient = new HashMap<>();

    private final NavigableSet<End> ending = new TreeSet<>();

    /** @param stored address to lease as stored */
    LeaseIndex(Map<Long, byte[]> stored) {
        stored.forEach((address, bytes) -> put(address, bytes, decoded(address, bytes)));
    }

    /** The lease of an address as stored; empty array for none. */
    byte[] stored(long address) {
        return read(() -> byAddress.getOrDefault(address, NOTHING));
    }

    /** All leases as stored, in order of address, each as it stands when its part of them is taken. */
    Iterator<Standing> all() {
        return new Iterator<>() {
            private long last = -1;
            private Iterator<Standing> part = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                if (!part.hasNext()) {
                    part = partAfter(last).iterator();
                }
                return part.hasNext();
            }

            @Override
            public Standing next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Standing next = part.next();
                last = next.address();
                return next;
            }
        };
    }

    private List<Standing> partAfter(long address) {
        return read(() -> {
            List<Standing> part = new ArrayList<>(PART);
            Iterator<Map.Entry<Long, byte[]>> rest =
                    byAddress.tailMap(address, false).entrySet().iterator();
            while (part.size() < PART && rest.hasNext()) {
                Map.Entry<Long, byte[]> entry = rest.next();
                part.add(new Standing(entry.getKey(), entry.getValue()));
            }
            return part;
        });
    }

    /** Takes changes that are saved, all at once. */
    void apply(List<PendingChange> changes) {
        locked(() -> changes.forEach(change -> {
            change.expected().ifPresent(lease -> drop(change.address(), lease));
            change.next().ifPresent(lease -> put(change.address(), change.bytes(), lease));
        }));
    }

    private void put(long address, byte[] bytes, Lease lease) {
        byAddress.put(address, bytes);
        byClient.merge(lease.client().hashCode(), new long[] {address}, LeaseIndex::with);
        lease.expires().ifPresent(end -> ending.add(End.of(end, address)));
    }

    private void drop(long address, Lease before) {
        byAddress.remove(address);
        byClient.computeIfPresent(before.client().hashCode(), (client, addresses) -> {
            long[] rest = Arrays.stream(addresses).filter(one -> one != address).toArray();
            return rest.length == 0 ? null : rest;
        });
        before.expires().ifPresent(end -> ending.remove(End.of(end, address)));
    }

    private static long[] with(long[] some, long[] more) {
        long[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private static Lease decoded(long address, byte[] bytes) {
        try {
            return LeaseCodec.decode(AddressKey.address(address), bytes);
        } catch (DamagedLeaseException e) {
            throw new IllegalStateException("it was whole when it came here", e);
        }
    }

    private Lease at(long address) {
        return decoded(address, byAddress.get(address));
    }

    Optional<Lease> byAddress(Inet4Address address) {
        long number = AddressKey.of(address);
        return read(() -> Optional.ofNullable(byAddress.get(number))).map(bytes -> decoded(number, bytes));
    }

    List<Lease> byClient(ClientKey client) {
        return read(() -> {
            List<Lease> own = new ArrayList<>();
            for (long address : byClient.getOrDefault(client.hashCode(), NONE)) {
                Lease lease = at(address);
                if (lease.client().equals(client)) {
                    own.add(lease);
                }
            }
            own.sort(LATEST);
            return List.copyOf(own);
        });
    }

    List<Lease> expired(Instant now, int limit) {
        return read(() -> ending.stream()
                .takeWhile(end -> end.isBy(now))
                .limit(limit)
                .map(end -> at(end.address()))
                .toList());
    }

    List<Lease> page(Optional<Inet4Address> after, int limit) {
        return read(() -> {
            List<Lease> page = new ArrayList<>();
            // Not a stream, which asks for the size first: a part of a tree has to be walked through for that.
            Iterator<Map.Entry<Long, byte[]>> rest = byAddress
                    .tailMap(after.map(AddressKey::of).orElse(-1L), false)
                    .entrySet()
                    .iterator();
            while (page.size() < limit && rest.hasNext()) {
                Map.Entry<Long, byte[]> entry = rest.next();
                page.add(decoded(entry.getKey(), entry.getValue()));
            }
            return List.copyOf(page);
        });
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
