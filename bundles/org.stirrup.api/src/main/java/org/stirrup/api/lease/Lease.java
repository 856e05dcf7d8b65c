package org.stirrup.api.lease;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;

/**
 * An address and who has it. At most one lease exists for an address.
 *
 * @param address the address
 * @param client whose it is
 * @param mac hardware address it was last used from
 * @param hostname what the client calls itself, option 12
 * @param state what the record means
 * @param starts when it was last confirmed
 * @param expires when it ends; empty for never (BOOTP clients, RFC 1534 section 2)
 */
public record Lease(
        Inet4Address address,
        ClientKey client,
        MacAddress mac,
        Optional<String> hostname,
        State state,
        Instant starts,
        Optional<Instant> expires) {

    /** What the record means. */
    public enum State {
        /** The client was sent a DHCPACK, or a BOOTREPLY. */
        BOUND,
        /** The client gave it back; kept so that it gets the same address again. */
        RELEASED,
        /** Somebody else uses it (DHCPDECLINE or a probe): nobody gets it before it expires. */
        DECLINED
    }

    public boolean expiredAt(Instant now) {
        return expires.isPresent() && !expires.get().isAfter(now);
    }

    /** Bound or declined, and not over: nobody else may have it. */
    public boolean heldAt(Instant now) {
        return state != State.RELEASED && !expiredAt(now);
    }
}
