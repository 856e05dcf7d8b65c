package org.stirrup.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginGateTest {
    private static final Source HERE = Source.of("10.0.0.1");

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final LoginGate gate = new LoginGate(() -> now);

    /** How long the source has to wait; a look that is allowed ends without an outcome. */
    private Duration left(Source source) {
        LoginGate.Entry entry = gate.enter(source);
        if (entry instanceof LoginGate.Entry.Wait wait) {
            return wait.left();
        }
        gate.leave(source, LoginGate.Outcome.NONE);
        return Duration.ZERO;
    }

    private void miss(Source source) {
        now = now.plus(left(source));
        assertInstanceOf(LoginGate.Entry.Look.class, gate.enter(source));
        gate.leave(source, LoginGate.Outcome.WRONG);
    }

    @Test
    void theWaitDoublesUpToALimit() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            miss(HERE);
            waits.add(left(HERE).toSeconds());
        }

        assertEquals(List.of(0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L, 30L), waits);
        assertEquals(Duration.ZERO, left(Source.of("10.0.0.2")));
    }

    @Test
    void theWaitPasses() {
        for (int i = 0; i < 6; i++) {
            miss(HERE);
        }
        now = now.plusMillis(3500);
        assertEquals(Duration.ofMillis(500), left(HERE));
        now = now.plusMillis(500);
        assertEquals(Duration.ZERO, left(HERE));
    }

    @Test
    void oneIsLookedAtAtATimeWhateverThePasswordsAre() {
        assertInstanceOf(LoginGate.Entry.Look.class, gate.enter(HERE));

        for (int i = 0; i < 100; i++) {
            assertEquals(new LoginGate.Entry.Wait(LoginGate.BUSY), gate.enter(HERE));
        }
        assertInstanceOf(LoginGate.Entry.Look.class, gate.enter(Source.of("10.0.0.2")));
        gate.leave(HERE, LoginGate.Outcome.WRONG);
        assertInstanceOf(LoginGate.Entry.Look.class, gate.enter(HERE));
    }

    @Test
    void everybodyInAnIpv6NetworkIsOne() {
        assertInstanceOf(LoginGate.Entry.Look.class, gate.enter(Source.of("2001:db8::1")));
        assertInstanceOf(LoginGate.Entry.Wait.class, gate.enter(Source.of("2001:db8::ffff:2")));
        assertInstanceOf(LoginGate.Entry.Look.class, gate.enter(Source.of("2001:db8:0:1::1")));
    }

    @Test
    void successForgives() {
        for (int i = 0; i < 6; i++) {
            miss(HERE);
        }
        now = now.plusSeconds(4);
        assertInstanceOf(LoginGate.Entry.Look.class, gate.enter(HERE));
        gate.leave(HERE, LoginGate.Outcome.RIGHT);
        miss(HERE);

        assertEquals(Duration.ZERO, left(HERE));
    }

    @Test
    void whoeverGuessesFromManyAddressesFillsNoMemory() {
        for (int i = 0; i < 6; i++) {
            miss(HERE);
        }
        for (int i = 0; i < 100_000; i++) {
            miss(new Source("address " + i));
        }

        assertEquals(Duration.ZERO, left(HERE));
        assertTrue(gate.remembered() <= LoginGate.REMEMBERED);
    }
}
