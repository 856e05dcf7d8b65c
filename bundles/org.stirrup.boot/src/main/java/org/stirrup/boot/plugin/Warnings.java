package org.stirrup.boot.plugin;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;

/** What an administrator ought to see: in the journal where there is one, else in the log. */
public final class Warnings implements Consumer<String> {
    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private final Supplier<BootJournal> journal;

    /** @param journal the journal of this moment; gives null when there is none */
    public Warnings(Supplier<BootJournal> journal) {
        this.journal = journal;
    }

    @Override
    public void accept(String line) {
        BootJournal now = journal.get();
        if (now == null) {
            LOG.warn("{}", line);
        } else {
            now.record(BootEvent.warning(line));
        }
    }
}
