package org.stirrup.menu.entry;

import java.util.Collection;
import java.util.Set;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;

/**
 * For whom an entry is. Machines and groups name each other's equals: one of them is enough; the platform has to fit
 * besides. What is empty asks for nothing.
 *
 * @param macs machines by hardware address
 * @param groups names of groups of hosts
 * @param platforms what an entry runs on
 */
public record Audience(Set<MacAddress> macs, Set<String> groups, Set<Platform> platforms) {
    public static final Audience EVERYBODY = new Audience(Set.of(), Set.of(), Set.of());

    public Audience {
        macs = Set.copyOf(macs);
        groups = Set.copyOf(groups);
        platforms = Set.copyOf(platforms);
    }

    /** @param memberOf the groups that the client's host is in */
    public boolean includes(BootClient client, Collection<String> memberOf) {
        boolean named = macs.isEmpty() && groups.isEmpty()
                || macs.contains(client.mac())
                || memberOf.stream().anyMatch(groups::contains);
        return named && (platforms.isEmpty() || platforms.contains(client.platform()));
    }

    /** How closely this client is meant: by its address 3, by a group 2, by its platform 1, as anybody 0. */
    int closeness(BootClient client) {
        if (macs.contains(client.mac())) {
            return 3;
        }
        return !groups.isEmpty() ? 2 : platforms.isEmpty() ? 0 : 1;
    }
}
