package org.stirrup.dhcp.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages that wait until they can be dealt with, in their order; one that comes again takes its own place. */
final class WaitingRoom {
    /** Beyond this the oldest goes: its client has asked again by then. */
    private static final int MOST = 1024;

    private final Map<Object, Runnable> waiting = new LinkedHashMap<>();

    /** @param message equal for one that came again */
    void add(Object message, Runnable work) {
        if (waiting.size() >= MOST && !waiting.containsKey(message)) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        waiting.put(message, work);
    }

    List<Runnable> takeAll() {
        List<Runnable> all = List.copyOf(waiting.values());
        waiting.clear();
        return all;
    }
}
