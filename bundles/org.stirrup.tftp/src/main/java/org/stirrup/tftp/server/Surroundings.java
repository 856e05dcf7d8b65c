package org.stirrup.tftp.server;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.Quirks;
import org.stirrup.api.content.ContentResolver;
import org.stirrup.api.journal.BootEvent;

/** What the links' servers need of the component; all of it may change while transfers run. Safe for many threads. */
interface Surroundings {
    Settings settings();

    /** Empty while none is installed. */
    Optional<ContentResolver> content();

    /** Who asks from an address; one of whom nothing is known where the switchboard does not know it. */
    BootClient client(InetAddress address);

    /** The table of odd clients; empty while there is none. */
    Optional<Quirks> quirks();

    /** Writes to the journal, if there is one. */
    void record(BootEvent event);

    /** Nanoseconds from any origin. */
    LongSupplier clock();

    /** Takes a place among the transfers; false when all are taken. To be given back by {@link #leave}. */
    boolean admit();

    void leave();

    /** Has each link's server ticked until it has nothing under way. */
    void wakeTicker();
}
