package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.check.Finding;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.subnet.Network;
import org.stirrup.dhcp.subnet.Subnet;

/**
 * How full a pool is.
 *
 * @param held addresses that somebody has, or that are in quarantine
 * @param size addresses that any machine may have
 */
record Census(Subnet subnet, long held, long size) {
    private static final int PAGE = 1000;

    /** Above this part, a person ought to know before the last address is gone. */
    private static final double NEARLY = 0.9;

    /** Counts the leases of each subnet that has a pool. */
    static List<Census> take(LeaseStore store, List<Subnet> subnets, Instant now) throws LeaseStoreException {
        Map<Network, Long> held = new HashMap<>();
        Optional<Inet4Address> after = Optional.empty();
        List<Lease> page;
        do {
            page = store.page(after, PAGE);
            for (Lease lease : page) {
                if (lease.heldAt(now)) {
                    subnets.stream()
                            .filter(subnet -> subnet.isFree(lease.address()))
                            .forEach(subnet -> held.merge(subnet.network(), 1L, Long::sum));
                }
                after = Optional.of(lease.address());
            }
        } while (page.size() == PAGE);
        List<Census> all = new ArrayList<>();
        for (Subnet subnet : subnets) {
            if (subnet.poolSize() > 0) {
                all.add(new Census(subnet, held.getOrDefault(subnet.network(), 0L), subnet.poolSize()));
            }
        }
        return all;
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
        return "pool " + subnet.pool() + " has " + size + " addresses, " + held + " are taken";
    }
}
