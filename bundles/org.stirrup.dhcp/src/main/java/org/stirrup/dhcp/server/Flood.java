package org.stirrup.dhcp.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stirrup.api.check.Finding;

/** Remembers that more came than was taken, for as long as a person should know. Safe for many threads. */
final class Flood {
    private static final Duration WORTH_SAYING = Duration.ofMinutes(1);

    private String because = "";
    private Instant last = Instant.MIN;
    private long count;

    synchronized void turnedAway(String why, Instant now) {
        if (isOver(now)) {
            count = 0;
        }
        because = why;
        last = now;
        count++;
    }

    private boolean isOver(Instant now) {
        return last.equals(Instant.MIN) || last.plus(WORTH_SAYING).isBefore(now);
    }

    synchronized Optional<Finding> finding(Instant now) {
        return isOver(now)
                ? Optional.empty()
                : Optional.of(new Finding(
                        Finding.Severity.WARNING,
                        DhcpConfiguration.PID,
                        because + " (" + count + " messages were not answered so far)",
                        "find who sends them; where so many machines are real, raise newClients or messagesPerClient"));
    }
}
