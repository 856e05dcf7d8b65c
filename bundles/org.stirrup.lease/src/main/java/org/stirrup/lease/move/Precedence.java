package org.stirrup.lease.move;

import java.time.Instant;
import java.util.Optional;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;

/** What becomes of a lease that is brought to a store, where something may stand already. */
public sealed interface Precedence {
    /** It goes there. */
    record Bring(LeaseBackend.Change change) implements Precedence {}

    /** What stands there is the same, or newer. */
    record Keep() implements Precedence {}

    /** Two clients have the address: the one that stands there keeps it. */
    record Conflict(Lease standing, Lease brought) implements Precedence {}

    /**
     * Decides it.
     *
     * @param shared whether others write there too, so that what stands there may be newer; where nobody else does, what
     *     is brought is the truth
     */
    static Precedence of(Optional<Lease> standing, Lease brought, boolean shared, Instant now) {
        if (standing.isEmpty()) {
            return new Bring(new LeaseBackend.Change(standing, brought));
        }
        Lease there = standing.get();
        if (there.equals(brought)) {
            return new Keep();
        }
        if (!shared) {
            return new Bring(new LeaseBackend.Change(standing, brought));
        }
        if (!there.client().equals(brought.client()) && there.heldAt(now) != brought.heldAt(now)) {
            return there.heldAt(now) ? new Keep() : new Bring(new LeaseBackend.Change(standing, brought));
        }
        if (!there.client().equals(brought.client()) && there.heldAt(now)) {
            return new Conflict(there, brought);
        }
        return there.starts().isBefore(brought.starts())
                ? new Bring(new LeaseBackend.Change(standing, brought))
                : new Keep();
    }
}
