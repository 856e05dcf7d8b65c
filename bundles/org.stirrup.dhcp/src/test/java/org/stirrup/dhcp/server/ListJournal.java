package org.stirrup.dhcp.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;

/** A journal that keeps what it is told. */
final class ListJournal implements BootJournal {
    private final List<BootEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void record(BootEvent event) {
        events.add(event);
        synchronized (this) {
            notifyAll();
        }
    }

    List<BootEvent> events() {
        return events;
    }

    List<String> texts(Kind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind)
                .map(BootEvent::text)
                .toList();
    }

    List<Kind> kinds() {
        return events.stream().map(BootEvent::kind).toList();
    }

    /** The first of a kind; waits for it. */
    synchronized BootEvent first(Kind kind) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (true) {
            Optional<BootEvent> found = new ArrayList<>(events)
                    .stream().filter(event -> event.kind() == kind).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError("no " + kind + " in " + events);
            }
            wait(millis);
        }
    }

    @Override
    public List<Line> lines(Optional<MacAddress> mac, long after, int limit) {
        throw new UnsupportedOperationException("written only");
    }

    @Override
    public AutoCloseable follow(Consumer<Line> listener) {
        throw new UnsupportedOperationException("written only");
    }
}
