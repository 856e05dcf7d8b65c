package org.stirrup.dhcp.engine;

import java.util.Optional;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.dhcp.subnet.Topology;

/**
 * What is there at the moment of a decision.
 *
 * @param topology the subnets in force
 * @param leases the store, when one is installed
 * @param boot the switchboard, when it is installed
 */
public record Situation(Topology topology, Optional<LeaseStore> leases, Optional<BootResolver> boot) {}
