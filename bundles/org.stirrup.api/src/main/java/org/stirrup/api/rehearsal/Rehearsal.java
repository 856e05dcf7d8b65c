package org.stirrup.api.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.journal.BootJournal;

/**
 * A rehearsal as it is at a moment.
 *
 * @param id short, of digits
 * @param phase how far the rehearsal itself is
 * @param verdict what came of it so far
 * @param began when it was ordered
 * @param ended when nothing was left of it; empty while it goes on
 * @param lines the journal's of the virtual PC, oldest first
 * @param notes what is otherwise than it would be for the real machine, a sentence each
 */
public record Rehearsal(
        String id,
        Order order,
        Phase phase,
        Verdict verdict,
        Instant began,
        Optional<Instant> ended,
        List<BootJournal.Line> lines,
        List<String> notes) {

    /** How far a rehearsal is. */
    public enum Phase {
        /** The copy of the appliance starts. */
        PREPARING,
        /** The virtual PC is on. */
        RUNNING,
        /** All of it is gone again. */
        OVER
    }

    public Rehearsal {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }
}
