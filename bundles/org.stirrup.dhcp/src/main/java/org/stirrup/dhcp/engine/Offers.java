package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.lease.ClientKey;

/**
 * Addresses that were offered, or whose lease is being saved: each waits a while for its client, and a client has at
 * most one. Safe for many threads.
 */
final class Offers {
    private record Offer(ClientKey client, Instant until) {}

    private final Map<Inet4Address, Offer> byAddress = new HashMap<>();
    private final Map<ClientKey, Inet4Address> byClient = new HashMap<>();

    /** What was offered to this client, unless it waited too long. */
    synchronized Optional<Inet4Address> of(ClientKey client, Instant now) {
        return Optional.ofNullable(byClient.get(client))
                .filter(address -> byAddress.get(address).until().isAfter(now));
    }

    /**
     * Keeps an address for a client, in place of another that was kept for it.
     *
     * @return false when another client's is not over
     */
    synchronized boolean hold(Inet4Address address, ClientKey client, Instant now, Instant until) {
        Offer standing = byAddress.get(address);
        if (standing != null && !standing.client().equals(client)) {
            if (standing.until().isAfter(now)) {
                return false;
            }
            byClient.remove(standing.client());
        }
        forget(client);
        byAddress.put(address, new Offer(client, until));
        byClient.put(client, address);
        return true;
    }

    /** Whatever was kept for this client is free. */
    synchronized void forget(ClientKey client) {
        Inet4Address address = byClient.remove(client);
        if (address != null) {
            byAddress.remove(address);
        }
    }
}
