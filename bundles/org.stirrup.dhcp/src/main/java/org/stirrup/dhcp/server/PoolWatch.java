package org.stirrup.dhcp.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.subnet.Pool;
import org.stirrup.dhcp.subnet.Subnet;

/** Says that a pool is nearly full before it is. Counted on one thread, read on any. */
final class PoolWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PoolWatch.class);

    /** Addresses named in one line. */
    private static final int SHOWN = 5;

    private final Consumer<String> warning;
    private final Set<Pool> told = new HashSet<>();
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
            List<String> quarantine = new ArrayList<>();
            List<Census> pools = Census.take(leases.get(), subnets, now, lease -> quarantine.add(said(lease)));
            List<Finding> counted = new ArrayList<>(pools.stream()
                    .filter(Census::isNearlyFull)
                    .map(Census::finding)
                    .toList());
            if (!quarantine.isEmpty()) {
                counted.add(quarantined(quarantine));
            }
            findings = List.copyOf(counted);
            pools.forEach(this::tell);
        } catch (LeaseStoreException e) {
            LOG.warn("The leases could not be counted: {}", e.getMessage(), e);
        }
    }

    private static String said(Lease lease) {
        return lease.address().getHostAddress()
                + lease.expires().map(end -> " until " + end).orElse("");
    }

    private static Finding quarantined(List<String> addresses) {
        int shown = Math.min(SHOWN, addresses.size());
        return new Finding(
                Finding.Severity.WARNING,
                DhcpConfiguration.PID,
                "in quarantine, because somebody else was found there: "
                        + String.join(", ", addresses.subList(0, shown))
                        + (shown < addresses.size() ? " and " + (addresses.size() - shown) + " more" : ""),
                "find the machine that has the address by other means, or take the address out of the range (exclude=)");
    }

    private void tell(Census census) {
        if (!census.isNearlyFull()) {
            told.remove(census.pool());
        } else if (told.add(census.pool())) {
            warning.accept(census.text());
        }
    }

    List<Finding> findings() {
        return findings;
    }
}
