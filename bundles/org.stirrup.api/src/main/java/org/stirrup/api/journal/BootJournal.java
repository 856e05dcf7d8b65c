package org.stirrup.api.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.stirrup.api.boot.MacAddress;

/** What happened to each client, bounded in memory. Never throws and never waits; safe for many threads. */
@ProviderType
public interface BootJournal {
    /**
     * Writes a line. Where only the address is known, the journal adds the MAC address that last appeared with it.
     */
    void record(BootEvent event);

    /**
     * The latest lines, oldest first.
     *
     * @param mac only this machine's
     * @param after only lines with a greater number; 0 for all that are kept
     * @param limit how many at the most; the latest are kept
     */
    List<Line> lines(Optional<MacAddress> mac, long after, int limit);

    /**
     * Calls the listener for each line from now on, one at a time and in order, on a thread of the journal's; a
     * listener that is slow loses lines and is told so by a gap in the numbers.
     *
     * @return ends it
     * @throws IllegalStateException when too many follow already
     */
    AutoCloseable follow(Consumer<Line> listener);

    /**
     * A line of the journal.
     *
     * @param number counts up by one from 1
     * @param time when it was written
     */
    record Line(long number, Instant time, BootEvent event) {}
}
