package org.stirrup.dhcp.server;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.subnet.Network;
import org.stirrup.dhcp.subnet.Subnet;

/** Says that a pool is nearly full before it is. Counted on one thread, read on any. */
final class PoolWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PoolWatch.class);

    private final Consumer<String> warning;
    private final Set<Network> told = new HashSet<>();
    private volatile List<Finding> findings = List.of();

    /** @param warning told once each time that a pool gets nearly full */
    PoolWatch(Consumer<String> warning) {
        this.warning = warning;
    }

    /** Counts anew; without a store, or when it fails, what was counted last stands. */
    void count(Optional<LeaseStore> leases, List<Subnet> subnets, Instant now) {
        if (leases.isEmpty()) {
            return;
        }
        try {
            List<Census> pools = Census.take(leases.get(), subnets, now);
            findings = pools.stream()
                    .filter(Census::isNearlyFull)
                    .map(Census::finding)
                    .toList();
            pools.forEach(this::tell);
        } catch (LeaseStoreException e) {
            LOG.warn("The leases could not be counted: {}", e.getMessage(), e);
        }
    }

    private void tell(Census census) {
        if (!census.isNearlyFull()) {
            told.remove(census.subnet().network());
        } else if (told.add(census.subnet().network())) {
            warning.accept(census.text());
        }
    }

    List<Finding> findings() {
        return findings;
    }
}
