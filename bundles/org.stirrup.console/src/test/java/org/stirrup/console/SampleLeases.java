package org.stirrup.console;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;

/** 150 machines of 192.168.77.0/24 with a lease each, in memory. */
final class SampleLeases implements LeaseStore {
    private final NavigableMap<Integer, Lease> leases = new ConcurrentSkipListMap<>();

    SampleLeases() {
        Instant now = Instant.now();
        for (int i = 0; i < 150; i++) {
            MacAddress mac = new MacAddress(String.format("52:54:00:77:01:%02x", i));
            insert(new Lease(
                    SampleNetwork.address("192.168.77." + (50 + i)),
                    ClientKey.of(mac),
                    mac,
                    i == 0 ? Optional.of(SampleNetwork.MARKUP) : Optional.of("pc" + i),
                    i == 3 ? Lease.State.DECLINED : i == 4 ? Lease.State.RELEASED : Lease.State.BOUND,
                    now.minusSeconds(3600),
                    i == 1 ? Optional.empty() : Optional.of(now.plusSeconds(i == 2 ? -60 : 7200))));
        }
    }

    private static int last(Inet4Address address) {
        return address.getAddress()[3] & 0xff;
    }

    @Override
    public boolean insert(Lease lease) {
        return leases.putIfAbsent(last(lease.address()), lease) == null;
    }

    @Override
    public boolean replace(Lease expected, Lease next) {
        return leases.replace(last(expected.address()), expected, next);
    }

    @Override
    public boolean remove(Lease expected) {
        return leases.remove(last(expected.address()), expected);
    }

    @Override
    public Optional<Lease> byAddress(Inet4Address address) {
        return Optional.ofNullable(leases.get(last(address)));
    }

    @Override
    public List<Lease> byClient(ClientKey client) {
        return leases.values().stream()
                .filter(lease -> lease.client().equals(client))
                .toList();
    }

    @Override
    public List<Lease> expired(Instant now, int limit) {
        return leases.values().stream()
                .filter(lease -> lease.expiredAt(now))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Lease> page(Optional<Inet4Address> after, int limit) {
        Map<Integer, Lease> rest =
                after.map(address -> leases.tailMap(last(address), false)).orElse(leases);
        return rest.values().stream().limit(limit).toList();
    }
}
