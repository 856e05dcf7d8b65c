package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stirrup.api.check.Finding;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.subnet.Network;
import org.stirrup.dhcp.subnet.Pool;
import org.stirrup.dhcp.subnet.Subnet;

/**
 * How full a pool is.
 *
 * @param held addresses that somebody has, or that are in quarantine
 * @param size addresses that any machine may have
 */
record Census(Subnet subnet, Pool pool, long held, long size) {
    private static final int PAGE = 1000;

    /** Above this part, a person ought to know before the last address is gone. */
    private static final double NEARLY = 0.9;

    /** Where addresses are counted. */
    private record Place(Network network, Pool pool) {}

    /** Counts the leases of each pool. @param quarantine told of each address that is left alone */
    static List<Census> take(LeaseStore store, List<Subnet> subnets, Instant now, Consumer<Lease> quarantine)
            throws LeaseStoreException {
        Map<Place, Long> held = new HashMap<>();
        Optional<Inet4Address> after = Optional.empty();
        List<Lease> page;
        do {
            page = store.page(after, PAGE);
            for (Lease lease : page) {
                if (lease.heldAt(now)) {
                    count(lease, subnets, held);
                    if (lease.state() == Lease.State.DECLINED) {
                        quarantine.accept(lease);
                    }
                }
                after = Optional.of(lease.address());
            }
        } while (page.size() == PAGE);
        List<Census> all = new ArrayList<>();
        for (Subnet subnet : subnets) {
            for (Pool pool : subnet.pools()) {
                long size = subnet.sizeOf(pool);
                if (size > 0) {
                    Place place = new Place(subnet.network(), pool);
                    all.add(new Census(subnet, pool, held.getOrDefault(place, 0L), size));
                }
            }
        }
        return all;
    }

    private static void count(Lease lease, List<Subnet> subnets, Map<Place, Long> held) {
        for (Subnet subnet : subnets) {
            if (subnet.network().contains(lease.address())) {
                subnet.poolOf(lease.address())
                        .ifPresent(pool -> held.merge(new Place(subnet.network(), pool), 1L, Long::sum));
            }
        }
    }

    boolean isNearlyFull() {
        return held > size * NEARLY;
    }

    boolean isFull() {
        return held >= size;
    }

    Finding finding() {
        return new Finding(
                isFull() ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                DhcpConfiguration.PID,
                text(),
                "give the subnet a larger range or a shorter leaseSeconds: one address for each machine that is on");
    }

    String text() {
        return "pool " + pool + " of " + subnet.network() + " has " + size + " addresses, " + held + " are taken";
    }
}
