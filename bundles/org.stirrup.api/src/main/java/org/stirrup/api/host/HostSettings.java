package org.stirrup.api.host;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.stirrup.api.boot.MacAddress;

/** What an administrator says of hosts and their groups. Survives a restart. Safe for many threads. */
@ProviderType
public interface HostSettings {
    /**
     * What a host boots: by its own assignment, else by that of its group. Of several groups with one, the first by name
     * counts.
     */
    Optional<Assignment> assigned(Host host);

    /** The groups that have an assignment, sorted by name; a snapshot. */
    Map<String, Assignment> groups();

    /**
     * Assigns a host of its own, or takes that away.
     *
     * @return the host as it is now; empty when there is no such host
     * @throws java.io.UncheckedIOException when that could not be saved; nothing is changed then
     */
    Optional<Host> assign(MacAddress mac, Optional<Assignment> assignment);

    /**
     * Assigns whoever is in a group, now or later, or takes that away.
     *
     * @throws IllegalArgumentException for what is no name of a group, see {@link Host#groups}
     * @throws java.io.UncheckedIOException when that could not be saved; nothing is changed then
     */
    void assignGroup(String group, Optional<Assignment> assignment);

    /**
     * Gives a host its name, or takes it away.
     *
     * @return the host as it is now; empty when there is no such host
     * @throws IllegalArgumentException for a name longer than 253 characters or with control characters
     * @throws java.io.UncheckedIOException when that could not be saved; nothing is changed then
     */
    Optional<Host> name(MacAddress mac, Optional<String> name);

    /**
     * Says what is in a machine, until its installer reports otherwise.
     *
     * @return the host as it is now; empty when there is no such host
     * @throws java.io.UncheckedIOException when that could not be saved; nothing is changed then
     */
    Optional<Host> hardware(MacAddress mac, Hardware hardware);
}
