package org.stirrup.console.progress;

import java.time.Instant;
import org.stirrup.api.journal.BootJournal;

/**
 * Where in the journal something stands.
 *
 * @param line its number
 * @param time when it was written
 */
public record Mark(long line, Instant time) {
    static Mark of(BootJournal.Line line) {
        return new Mark(line.number(), line.time());
    }
}
