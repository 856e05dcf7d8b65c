package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.stirrup.api.lease.ClientKey;

/**
 * Addresses that were offered, or whose lease is being saved: each waits a while for its client, and a client has at
 * most one. Safe for many threads.
 */
final class Offers {
    /** A real client takes its offer, or asks anew, in less: firmware collects offers for four seconds at the most. */
    private static final Duration STRANGERS_PATIENCE = Duration.ofSeconds(8);

    /** The same, with lost requests repeated. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Offers looked at for one client. */
    private static final int GLANCES = 512;

    private record Offer(ClientKey client, Instant since, Instant until, boolean returning) {
        boolean isForgone(Instant now) {
            return since.plus(returning ? PATIENCE : STRANGERS_PATIENCE).isBefore(now);
        }
    }

    /** The oldest first. */
    private final Map<Inet4Address, Offer> byAddress = new LinkedHashMap<>();

    private final Map<ClientKey, Inet4Address> byClient = new HashMap<>();

    /** The same, apart. */
    synchronized Offers copy() {
        Offers copy = new Offers();
        copy.byAddress.putAll(byAddress);
        copy.byClient.putAll(byClient);
        return copy;
    }

    /** What was offered to this client, unless it waited too long. */
    synchronized Optional<Inet4Address> of(ClientKey client, Instant now) {
        return Optional.ofNullable(byClient.get(client))
                .filter(address -> byAddress.get(address).until().isAfter(now));
    }

    /**
     * Keeps an address for a client, in place of another that was kept for it.
     *
     * @param returning whether the client has asked before
     * @return false when another client's is not over
     */
    synchronized boolean hold(Inet4Address address, ClientKey client, Instant now, Instant until, boolean returning) {
        Offer standing = byAddress.get(address);
        if (standing != null && standing.client().equals(client)) {
            Offer longer = new Offer(client, standing.since(), until, returning || standing.returning());
            byAddress.put(address, longer);
            return true;
        }
        if (standing != null) {
            if (standing.until().isAfter(now)) {
                return false;
            }
            forget(standing.client());
        }
        forget(client);
        byAddress.put(address, new Offer(client, now, until, returning));
        byClient.put(client, address);
        return true;
    }

    /**
     * Takes back the oldest offer that its client has let pass, when there is nothing else to give: what nobody ever
     * confirms must not keep others from an address.
     *
     * @param fits whether the address is of use
     */
    synchronized Optional<Inet4Address> reclaim(Instant now, Predicate<Inet4Address> fits) {
        int glances = 0;
        for (Map.Entry<Inet4Address, Offer> entry : byAddress.entrySet()) {
            if (++glances > GLANCES) {
                break;
            }
            if (entry.getValue().isForgone(now) && fits.test(entry.getKey())) {
                forget(entry.getValue().client());
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    /** Whatever was kept for this client is free. */
    synchronized void forget(ClientKey client) {
        Inet4Address address = byClient.remove(client);
        if (address != null) {
            byAddress.remove(address);
        }
    }
}
