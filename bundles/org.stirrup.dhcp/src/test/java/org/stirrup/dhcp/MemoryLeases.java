package org.stirrup.dhcp;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.Ipv4;

/** A lease store that forgets. Its disk can be made slow or broken. */
public final class MemoryLeases implements LeaseStore {
    /** What stands between a change and its confirmation. */
    @FunctionalInterface
    public interface Disk {
        void sync() throws LeaseStoreException;
    }

    private final ConcurrentSkipListMap<Long, Lease> leases = new ConcurrentSkipListMap<>();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger syncs = new AtomicInteger();
    private volatile boolean shared;
    private volatile Disk disk = () -> {};
    private volatile Runnable beforeChange = () -> {};

    /** As if other servers used it too. */
    public void share() {
        shared = true;
    }

    @Override
    public boolean isShared() {
        return shared;
    }

    public void disk(Disk disk) {
        this.disk = disk;
    }

    /** Run once between a decision and its change, as another server's change would be. */
    public void beforeChange(Runnable once) {
        beforeChange = once;
    }

    public int writes() {
        return writes.get();
    }

    /** How often somebody waited for the disk. */
    public int syncs() {
        return syncs.get();
    }

    /** One wait for the disk, whatever the number of changes. */
    @Override
    public List<Boolean> change(List<Change> changes) throws LeaseStoreException {
        meanwhile();
        syncs.incrementAndGet();
        disk.sync();
        List<Boolean> made = new ArrayList<>();
        for (Change change : changes) {
            writes.incrementAndGet();
            long address = Ipv4.bits(change.next().address());
            made.add(
                    change.expected().isPresent()
                            ? leases.replace(address, change.expected().get(), change.next())
                            : leases.putIfAbsent(address, change.next()) == null);
        }
        return made;
    }

    private void meanwhile() {
        Runnable once = beforeChange;
        beforeChange = () -> {};
        once.run();
    }

    @Override
    public boolean insert(Lease lease) throws LeaseStoreException {
        return change(List.of(new Change(Optional.empty(), lease))).get(0);
    }

    @Override
    public boolean replace(Lease expected, Lease next) throws LeaseStoreException {
        return change(List.of(new Change(Optional.of(expected), next))).get(0);
    }

    @Override
    public boolean remove(Lease expected) {
        return leases.remove(Ipv4.bits(expected.address()), expected);
    }

    @Override
    public Optional<Lease> byAddress(Inet4Address address) {
        return Optional.ofNullable(leases.get(Ipv4.bits(address)));
    }

    @Override
    public List<Lease> byClient(ClientKey client) {
        return leases.values().stream()
                .filter(lease -> lease.client().equals(client))
                .sorted(Comparator.comparing(Lease::starts).reversed())
                .toList();
    }

    @Override
    public List<Lease> expired(Instant now, int limit) {
        return leases.values().stream()
                .filter(lease -> lease.expiredAt(now))
                .sorted(Comparator.comparing(lease -> lease.expires().orElseThrow()))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Lease> page(Optional<Inet4Address> after, int limit) {
        return leases.tailMap(after.map(Ipv4::bits).orElse(-1L), false).values().stream()
                .limit(limit)
                .toList();
    }
}
