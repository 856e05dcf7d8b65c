package org.stirrup.lease.embedded.store;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.lease.embedded.file.LeaseFile;

/**
 * Makes a log anew that has grown long, on a thread beside the committer's, which puts it in force between two commits.
 */
final class Renewal {
    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

    private final String name;
    private final LeaseFile file;
    private final Thread thread;
    private Optional<LeaseFile.Outline> outline = Optional.empty();

    private Renewal(String name, LeaseFile file, LeaseIndex index) {
        this.name = name;
        this.file = file;
        long from = file.end();
        long commit = file.lastCommit();
        thread = new Thread(() -> write(from, commit, index), "stirrup-leases-renewal");
    }

    /** Called by the committer, when the index has all that is in the file. */
    static Renewal start(String name, LeaseFile file, LeaseIndex index) {
        Renewal renewal = new Renewal(name, file, index);
        renewal.thread.start();
        return renewal;
    }

    private void write(long from, long commit, LeaseIndex index) {
        try {
            outline = Optional.of(file.outline(from, commit, index.all()));
        } catch (IOException e) {
            LOG.warn("{} could not be made shorter: {}. It is tried again later; no lease is lost", name, e.toString());
        }
    }

    boolean isOver() {
        return !thread.isAlive();
    }

    /** Puts the new log in force; for the committer, when it {@link #isOver}. */
    void take() throws IOException {
        if (outline.isEmpty()) {
            file.putOff();
            return;
        }
        long before = file.end();
        file.take(outline.get());
        LOG.debug("{} was made anew: {} bytes are {} now", name, before, file.end());
    }

    /** Waits until nothing is written any more and throws it away. */
    void drop() throws InterruptedException, IOException {
        thread.join();
        if (outline.isPresent()) {
            outline.get().close();
        }
    }
}
