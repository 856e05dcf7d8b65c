package org.stirrup.lease.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stirrup.testkit.lease.Leases.NOON;
import static org.stirrup.testkit.lease.Leases.address;
import static org.stirrup.testkit.lease.Leases.bound;
import static org.stirrup.testkit.lease.Leases.in;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;

class PrecedenceTest {
    private static final Lease OLD = bound("10.0.0.1", 1);
    private static final Lease NEW = bound(address("10.0.0.1"), 1, NOON.plusSeconds(60));
    private static final Lease OTHER = bound(address("10.0.0.1"), 2, NOON.plusSeconds(30));

    private static void assertBrought(Optional<Lease> standing, Lease brought, boolean shared) {
        assertEquals(
                new Precedence.Bring(new LeaseBackend.Change(standing, brought)),
                Precedence.of(standing, brought, shared, NOON.plusSeconds(90)));
    }

    private static void assertKept(Lease standing, Lease brought) {
        assertEquals(new Precedence.Keep(), Precedence.of(Optional.of(standing), brought, true, NOON.plusSeconds(90)));
    }

    @Test
    void whatIsNotThereIsBrought() {
        assertBrought(Optional.empty(), OLD, true);
        assertBrought(Optional.empty(), OLD, false);
    }

    @Test
    void ofOneClientTheNewerCounts() {
        assertBrought(Optional.of(OLD), NEW, true);
        assertKept(NEW, OLD);
        assertKept(OLD, OLD);
    }

    @Test
    void whereNobodyElseWritesWhatIsBroughtIsTheTruth() {
        assertBrought(Optional.of(NEW), OLD, false);
        assertBrought(Optional.of(OTHER), OLD, false);
    }

    @Test
    void whoHasTheAddressNowBeatsWhoHadIt() {
        assertBrought(Optional.of(in(OTHER, Lease.State.RELEASED)), OLD, true);
        assertKept(OTHER, in(NEW, Lease.State.RELEASED));
    }

    @Test
    void twoWhoHaveItAreAConflict() {
        assertEquals(
                new Precedence.Conflict(OTHER, NEW),
                Precedence.of(Optional.of(OTHER), NEW, true, NOON.plusSeconds(90)));
    }
}
