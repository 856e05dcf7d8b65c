package org.stirrup.dhcp.engine;

import java.util.Optional;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.Quirks;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.subnet.Topology;

/**
 * What is there at the moment of a decision.
 *
 * @param topology the subnets in force
 * @param leases the store, when one is installed
 * @param boot the switchboard, when it is installed
 * @param hosts the directory of hosts, when one is installed
 * @param quirks the table of odd clients, when it is there
 * @param stance what other DHCP servers on the link leave us to do
 */
public record Situation(
        Topology topology,
        Optional<LeaseStore> leases,
        Optional<BootResolver> boot,
        Optional<HostDirectory> hosts,
        Optional<Quirks> quirks,
        Stance stance) {}
