package org.stirrup.http.listener;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** What the connections of one port share: how much is under way, how much may be, and whether it is to end. */
final class Traffic {
    private static final int MOST_CONNECTIONS = 6000;
    private static final int MOST_BODIES = 128;

    /** Further clients wait until one has gone. */
    final Semaphore connections = new Semaphore(MOST_CONNECTIONS);

    /** Requests whose bodies are kept while they come. */
    final Semaphore bodies = new Semaphore(MOST_BODIES);

    /** Requests that came whole and are not answered to the end. */
    final AtomicInteger answering = new AtomicInteger();

    private volatile boolean leaving;
    private volatile boolean cut;

    /** The port is closed; answers under way go on. */
    void leave() {
        leaving = true;
    }

    boolean leaving() {
        return leaving;
    }

    /** Everything ends. */
    void cutOff() {
        leaving = true;
        cut = true;
    }

    boolean cut() {
        return cut;
    }
}
