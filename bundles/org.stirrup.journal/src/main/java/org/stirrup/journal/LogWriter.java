package org.stirrup.journal;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal.Line;

/**
 * Writes each line to the log, as a follower: a terminal that is slow to take it holds up no packet. In a storm, of which
 * nobody could read every line and which would push everything older out of the files, only so many of a second are
 * written; how many were not is written too. What is a warning is always written.
 */
final class LogWriter implements Consumer<Line> {
    private static final Logger LOG = LoggerFactory.getLogger("stirrup.journal");

    /** Four hundred machines that are switched on together stay below it. */
    static final int LINES_A_SECOND = 500;

    private final Ration ration = new Ration(LINES_A_SECOND);
    private long last;

    @Override
    public void accept(Line line) {
        if (last != 0 && line.number() > last + 1) {
            LOG.warn("{} lines were not logged, the log was too slow for them", line.number() - last - 1);
        }
        last = line.number();
        long refused = ration.turn(line.time());
        if (refused > 0) {
            LOG.info("{} lines more were in that second, in the journal alone", refused);
        }
        BootEvent.Kind kind = line.event().kind();
        if (kind == BootEvent.Kind.WARNING || kind == BootEvent.Kind.STOPPED) {
            LOG.warn("{}", LineText.of(line.event()));
        } else if (ration.take()) {
            LOG.info("{}", LineText.of(line.event()));
        } else if (ration.refused() == 1) {
            LOG.info("More than {} lines in a second: the rest of them is in the journal alone", LINES_A_SECOND);
        }
    }
}
