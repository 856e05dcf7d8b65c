package org.stirrup.dhcp.engine;

import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.dhcp.codec.DhcpMessage;

/** What becomes of a message. */
public sealed interface Decision {
    /**
     * Send this.
     *
     * @param largest bytes of payload the client takes
     * @param client who it is; with the address it has or gets, where there is one
     * @param text for the journal: {@code 192.168.77.100, pxelinux.0 by pxelinux}
     */
    record Reply(DhcpMessage message, Destination to, int largest, BootClient client, BootAnswer boot, String text)
            implements Decision {}

    /**
     * Save this, and only when the store says that it is saved, send the reply, if there is one.
     *
     * @param text for the journal when there is no reply
     */
    record Commit(LeaseChange change, Optional<Reply> reply, String text) implements Decision {}

    /** Nothing. @param because for a person */
    record Drop(Reason reason, String because) implements Decision {}

    /** Why a message has no reply. */
    enum Reason {
        /** Not a request of a client, or not one that makes sense. */
        NONSENSE,
        /** Hardware that is not Ethernet. */
        HARDWARE,
        /** Nothing is configured where it was heard. */
        NO_SUBNET,
        /** It is about another server's offer or lease. */
        OTHER_SERVER,
        /** Machines that boot are not served here. */
        BOOTING_DENIED,
        /** BOOTP clients get no address here. */
        BOOTP_DENIED,
        /** Nothing installed can start it. */
        NO_LOADER,
        /** No lease store is installed. */
        NO_LEASE_STORE,
        /** The store could not be read, or did not save. */
        LEASE_STORE_FAILED,
        /** Every address is taken. */
        POOL_EXHAUSTED,
        /** Its address is not known here, and we are not the ones to say that it is wrong. */
        UNKNOWN_LEASE,
        /** Others changed the lease at the same time, again and again. */
        CONTENDED,
        /** More is waiting than can be done in time. */
        OVERLOAD,
        /** Bytes that are no message. */
        MALFORMED,
        /** Something failed here; the log has it. */
        FAILED
    }
}
