package org.stirrup.ndp.rules;

import java.net.Inet6Address;

/** What becomes of a solicitation. */
public sealed interface Verdict {
    /** The host is told that there is no router. */
    record Advertise(Inet6Address to) implements Verdict {}

    /** Nothing is said. */
    record Silence(Reason reason, String because) implements Verdict {}

    /** Why nothing is said. */
    enum Reason {
        /** A host that is not in its firmware, or whose firmware does not wait, or which Stirrup did not start. */
        NOT_WAITING,
        /** There is a router on the link: what it says is the truth. */
        ROUTER,
        /** The link was not listened to for long enough to know that there is none. */
        TOO_EARLY,
        /** The host has no address on the link yet. */
        NO_ADDRESS
    }
}
