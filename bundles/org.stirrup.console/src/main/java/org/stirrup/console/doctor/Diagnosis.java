package org.stirrup.console.doctor;

import java.util.List;
import org.stirrup.api.journal.BootJournal;

/**
 * Why a machine does not boot.
 *
 * @param name short: "offer not taken"
 * @param what what was seen, one sentence
 * @param remedy what to do about it
 * @param evidence the journal's lines that say so, oldest first; the last few where there are many
 */
public record Diagnosis(String name, String what, String remedy, List<BootJournal.Line> evidence) {
    /** Lines shown; the last ones tell most. */
    private static final int SHOWN = 6;

    public Diagnosis {
        evidence = List.copyOf(evidence.subList(Math.max(0, evidence.size() - SHOWN), evidence.size()));
    }
}
