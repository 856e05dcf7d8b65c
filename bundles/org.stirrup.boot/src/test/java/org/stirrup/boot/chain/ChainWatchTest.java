package org.stirrup.boot.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.stirrup.boot.Services.ranked;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.testkit.boot.Machines;

/** With a journal that hands its lines on at once, and loaders that come and go. */
class ChainWatchTest {
    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

    private final Journal journal = new Journal();
    private final ChainWatch watch = new ChainWatch(journal, InstantSource.fixed(START));

    @AfterEach
    void itEndsItsFollowing() throws Exception {
        watch.stop();
        assertNull(journal.listener);
    }

    @Test
    void theLoaderThatStartedTheMachineSaysWhatItsSilenceMeans() {
        watch.loaders = List.of(
                ranked(50, new Loader("other", "not asked")),
                ranked(0, new Loader("grub", "the firmware did not start shim")));
        journal.record(event(Kind.OFFER, Map.of("loader", "grub", "file", "shimx64.efi")));
        journal.record(event(Kind.TRANSFER_END, Map.of("file", "shimx64.efi")));
        watch.look(START.plus(Chain.PATIENCE));
        BootEvent last = journal.events.get(journal.events.size() - 1);
        assertEquals(Kind.STOPPED, last.kind());
        assertEquals(Optional.of(Machines.MAC), last.mac());
        assertEquals(
                Map.of("file", "shimx64.efi", "loader", "grub", "reason", "the firmware did not start shim"),
                last.details());
    }

    @Test
    void aLoaderThatWasTakenAwayOrFailsSaysNothingAndStopsNothing() {
        journal.record(event(Kind.OFFER, Map.of("loader", "grub", "file", "shimx64.efi")));
        journal.record(event(Kind.TRANSFER_END, Map.of("file", "shimx64.efi")));
        watch.loaders = List.of(ranked(0, new Loader("grub", null)));
        journal.record(event(Kind.TRANSFER_END, Map.of("file", "grubx64.efi")));
        watch.look(START.plusSeconds(600));
        assertEquals(List.of(), journal.kinds(Kind.STOPPED));
        assertEquals(1, journal.kinds(Kind.WARNING).size(), "the loader that failed is named");
    }

    private static BootEvent event(Kind kind, Map<String, String> details) {
        return BootEvent.of(kind, Machines.MAC, "", details);
    }

    /** @param because null makes it fail */
    private record Loader(String name, String because) implements BootLoader {
        @Override
        public Offer offer(BootClient client, BootServer server) {
            return new Offer.NotMine("a test asks something else");
        }

        @Override
        public Optional<Resource> program(ResourcePath path) {
            return Optional.empty();
        }

        @Override
        public Optional<String> stopped(ResourcePath sent) {
            return Optional.of(because.toString());
        }
    }

    private static final class Journal implements BootJournal {
        private final List<BootEvent> events = new ArrayList<>();
        private Consumer<Line> listener;

        List<BootEvent> kinds(Kind kind) {
            return events.stream().filter(event -> event.kind() == kind).toList();
        }

        @Override
        public synchronized void record(BootEvent event) {
            events.add(event);
            listener.accept(new Line(events.size(), START, event));
        }

        @Override
        public List<Line> lines(Optional<MacAddress> mac, long after, int limit) {
            return List.of();
        }

        @Override
        public AutoCloseable follow(Consumer<Line> follower) {
            listener = follower;
            return () -> listener = null;
        }
    }
}
