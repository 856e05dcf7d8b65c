package org.stirrup.lease.embedded.store;

import java.util.ArrayList;
import java.util.List;

/** Changes that wait for the committer. Takes no more once it is closed. */
final class WaitingChanges {
    private List<PendingChange> waiting = new ArrayList<>();
    private boolean closed;

    /**
     * Adds changes at once, so that they are saved with one sync.
     *
     * @return false when closed; none of them waits then
     */
    synchronized boolean add(List<PendingChange> changes) {
        if (closed) {
            return false;
        }
        waiting.addAll(changes);
        notifyAll();
        return true;
    }

    /** All that wait, once there is one; empty when closed and nothing is left. */
    synchronized List<PendingChange> takeAll() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        List<PendingChange> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
