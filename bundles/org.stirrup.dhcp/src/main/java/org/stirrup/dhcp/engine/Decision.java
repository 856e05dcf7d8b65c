package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.dhcp.codec.DhcpMessage;

/** What becomes of a message. */
public sealed interface Decision {
    /**
     * Send this.
     *
     * @param size bytes of payload: at the least, and at the most that the client takes
     * @param client who it is; with the address it has or gets, where there is one
     * @param oddities rows of the table of odd clients that made this reply another than it would be
     * @param text for the journal: {@code 192.168.77.100, pxelinux.0 by pxelinux}
     */
    record Reply(
            DhcpMessage message,
            Destination to,
            ReplySize size,
            BootClient client,
            BootAnswer boot,
            List<Oddity> oddities,
            String text)
            implements Decision {
        public Reply {
            oddities = List.copyOf(oddities);
        }
    }

    /**
     * Save this, and only when the store says that it is saved, send the reply, if there is one.
     *
     * @param text for the journal when there is no reply
     */
    record Commit(LeaseChange change, Optional<Reply> reply, String text) implements Decision {}

    /**
     * Nothing is sent, but who will be at an address is known: another server gives it.
     *
     * @param client with that address; it may be one that never booted from here
     * @param server which gives it, when the client says so
     * @param text for the journal
     */
    record Learned(BootClient client, Optional<Inet4Address> server, String text) implements Decision {}

    /**
     * Ask whether somebody uses the address that the client would get, tell the engine, and decide anew.
     *
     * @param onLink whether it is of the network of the link the client was heard on
     * @param patience how long to wait for an answer
     */
    record Probe(Inet4Address address, boolean onLink, Duration patience) implements Decision {}

    /** Nothing. @param because for a person */
    record Drop(Reason reason, String because) implements Decision {}

    /** Why a message has no reply. */
    enum Reason {
        /** Not a request of a client, or not one that makes sense. */
        NONSENSE,
        /** There is neither a hardware address nor a client identifier to know it by. */
        HARDWARE,
        /** Nothing is configured where it was heard. */
        NO_SUBNET,
        /** It is about another server's offer or lease. */
        OTHER_SERVER,
        /** Addresses are another server's business here, and the client wants nothing but one. */
        ASIDE,
        /** Machines that boot are not served here. */
        BOOTING_DENIED,
        /** The subnet, or each of its pools, is for others. */
        CLASS_DENIED,
        /** It would be served if somebody had said that it belongs here. */
        AWAITS_APPROVAL,
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
        /** More comes from this client, or from clients that nobody knows, than is taken. */
        FLOOD,
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
