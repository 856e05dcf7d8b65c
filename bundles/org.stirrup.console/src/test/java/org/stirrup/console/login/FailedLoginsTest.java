package org.stirrup.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final FailedLogins logins = new FailedLogins(() -> now);

    @Test
    void theWaitDoublesUpToALimit() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            logins.missed("10.0.0.1");
            waits.add(logins.wait("10.0.0.1").toSeconds());
        }

        assertEquals(List.of(0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L, 30L), waits);
        assertEquals(Duration.ZERO, logins.wait("10.0.0.2"));
    }

    @Test
    void theWaitPasses() {
        for (int i = 0; i < 6; i++) {
            logins.missed("10.0.0.1");
        }
        now = now.plusMillis(3500);
        assertEquals(Duration.ofMillis(500), logins.wait("10.0.0.1"));
        now = now.plusSeconds(1);
        assertEquals(Duration.ZERO, logins.wait("10.0.0.1"));
    }

    @Test
    void successForgives() {
        for (int i = 0; i < 6; i++) {
            logins.missed("10.0.0.1");
        }
        logins.succeeded("10.0.0.1");
        logins.missed("10.0.0.1");

        assertEquals(Duration.ZERO, logins.wait("10.0.0.1"));
    }

    @Test
    void whoeverGuessesFromManyAddressesFillsNoMemory() {
        for (int i = 0; i < 6; i++) {
            logins.missed("first");
        }
        for (int i = 0; i < 100_000; i++) {
            logins.missed("address " + i);
        }

        assertEquals(Duration.ZERO, logins.wait("first"));
        assertTrue(logins.remembered() <= 1000);
    }
}
