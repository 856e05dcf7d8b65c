package org.stirrup.console.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.stirrup.api.journal.BootJournal;

/**
 * A file on its way to a machine.
 *
 * @param file path in the content tree
 * @param protocol tftp, ftp, http; empty when the journal does not say
 * @param bytes its size, or how many of it went when it broke off; empty when the journal does not say
 * @param started when it began
 * @param ended when it was whole or broke off; empty while it is under way
 * @param outcome how it goes
 */
public record Transfer(
        String file, String protocol, OptionalLong bytes, Instant started, Optional<Instant> ended, Outcome outcome) {
    /** How it goes. */
    public enum Outcome {
        SENDING,
        SENT,
        BROKEN
    }

    /** Reads a line of the journal; empty when it is not about a file that is sent. */
    static Optional<Transfer> of(BootJournal.Line line) {
        Outcome outcome;
        switch (line.event().kind()) {
            case TRANSFER_START -> outcome = Outcome.SENDING;
            case TRANSFER_END -> outcome = Outcome.SENT;
            case TRANSFER_FAILED -> outcome = Outcome.BROKEN;
            default -> {
                return Optional.empty();
            }
        }
        Map<String, String> details = line.event().details();
        boolean over = outcome != Outcome.SENDING;
        Duration took = Duration.ofMillis(over ? number(details.get("millis")).orElse(0) : 0);
        return Optional.of(new Transfer(
                details.getOrDefault("file", line.event().text()),
                details.getOrDefault("protocol", ""),
                number(details.get("bytes")),
                line.time().minus(took),
                over ? Optional.of(line.time()) : Optional.empty(),
                outcome));
    }

    /** Whether the other may be the end of this one. */
    boolean endsIn(Transfer other) {
        return outcome == Outcome.SENDING
                && other.outcome != Outcome.SENDING
                && file.equals(other.file)
                && protocol.equals(other.protocol);
    }

    /** This one, ended as the other says. */
    Transfer endedBy(Transfer other) {
        return new Transfer(
                file, protocol, other.bytes.isPresent() ? other.bytes : bytes, started, other.ended, other.outcome);
    }

    private static OptionalLong number(String text) {
        try {
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty(); // a third party's server may write what it likes
        }
    }
}
