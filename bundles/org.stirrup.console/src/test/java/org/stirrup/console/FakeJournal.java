package org.stirrup.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;

/** A journal whose time the test sets. */
final class FakeJournal implements BootJournal {
    private final List<Line> lines = new ArrayList<>();
    private Instant now;

    FakeJournal(Instant now) {
        this.now = now;
    }

    FakeJournal after(long milliseconds) {
        now = now.plusMillis(milliseconds);
        return this;
    }

    @Override
    public synchronized void record(BootEvent event) {
        lines.add(new Line(lines.size() + 1L, now, event));
    }

    @Override
    public synchronized List<Line> lines(Optional<MacAddress> mac, long after, int limit) {
        List<Line> found = lines.stream()
                .filter(line -> line.number() > after)
                .filter(line -> mac.isEmpty() || line.event().mac().equals(mac))
                .toList();
        return found.subList(Math.max(0, found.size() - limit), found.size());
    }

    @Override
    public AutoCloseable follow(Consumer<Line> listener) {
        throw new UnsupportedOperationException();
    }
}
