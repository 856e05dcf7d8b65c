package org.stirrup.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootJournal.Line;

/** The latest lines, up to a capacity that may change. Guarded by whoever holds it. */
final class Ring {
    private final Deque<Line> lines = new ArrayDeque<>();
    private int capacity;

    Ring(int capacity) {
        this.capacity = capacity;
    }

    /** Keeps the latest lines that fit. */
    void resize(int newCapacity) {
        capacity = newCapacity;
        trim();
    }

    void add(Line line) {
        lines.addLast(line);
        trim();
    }

    /** Oldest first, at most {@code limit}, the latest of those that match. */
    List<Line> latest(Optional<MacAddress> mac, long after, int limit) {
        List<Line> found = new ArrayList<>();
        Iterator<Line> back = lines.descendingIterator();
        while (back.hasNext() && found.size() < limit) {
            Line line = back.next();
            if (line.number() <= after) {
                break;
            }
            if (mac.isEmpty() || mac.equals(line.event().mac())) {
                found.add(line);
            }
        }
        Collections.reverse(found);
        return found;
    }

    private void trim() {
        while (lines.size() > capacity) {
            lines.removeFirst();
        }
    }
}
