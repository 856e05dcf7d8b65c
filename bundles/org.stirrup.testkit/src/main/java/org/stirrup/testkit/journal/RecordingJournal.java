package org.stirrup.testkit.journal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;

/** Keeps events for a test to take. */
public final class RecordingJournal implements BootJournal {
    public final BlockingQueue<BootEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void record(BootEvent event) {
        events.add(event);
    }

    /** The next event of a kind, passing over others. */
    public BootEvent await(BootEvent.Kind kind) throws InterruptedException {
        while (true) {
            BootEvent event = events.poll(60, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no " + kind + " was recorded");
            }
            if (event.kind() == kind) {
                return event;
            }
        }
    }

    @Override
    public List<Line> lines(Optional<MacAddress> mac, long after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AutoCloseable follow(Consumer<Line> listener) {
        throw new UnsupportedOperationException();
    }
}
