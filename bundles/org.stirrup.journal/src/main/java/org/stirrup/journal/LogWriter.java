package org.stirrup.journal;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal.Line;

/** Writes each line to the log, as a follower: a terminal that is slow to take it holds up no packet. */
final class LogWriter implements Consumer<Line> {
    private static final Logger LOG = LoggerFactory.getLogger("stirrup.journal");

    private long last;

    @Override
    public void accept(Line line) {
        if (last != 0 && line.number() > last + 1) {
            LOG.warn("{} lines were not logged, the log was too slow for them", line.number() - last - 1);
        }
        last = line.number();
        BootEvent.Kind kind = line.event().kind();
        if (kind == BootEvent.Kind.WARNING || kind == BootEvent.Kind.STOPPED) {
            LOG.warn("{}", LineText.of(line.event()));
        } else {
            LOG.info("{}", LineText.of(line.event()));
        }
    }
}
