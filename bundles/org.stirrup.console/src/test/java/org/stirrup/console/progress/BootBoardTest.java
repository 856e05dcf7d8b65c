package org.stirrup.console.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;

class BootBoardTest {
    private static final List<MacAddress> MACS =
            List.of(new MacAddress("52:54:00:77:00:10"), new MacAddress("52:54:00:77:00:11"));

    /** A journal that keeps what it is given. */
    private static final class Kept implements BootJournal {
        private final List<Line> lines = new ArrayList<>();

        @Override
        public void record(BootEvent event) {
            lines.add(new Line(lines.size() + 1L, Instant.ofEpochSecond(1000 + lines.size()), event));
        }

        @Override
        public List<Line> lines(Optional<MacAddress> mac, long after, int limit) {
            return lines.stream()
                    .filter(line -> line.number() > after)
                    .filter(line -> mac.isEmpty() || line.event().mac().equals(mac))
                    .toList();
        }

        @Override
        public AutoCloseable follow(Consumer<Line> listener) {
            throw new UnsupportedOperationException();
        }
    }

    @Provide
    Arbitrary<BootEvent> events() {
        Arbitrary<String> files = Arbitraries.of("pxelinux.0", "pxelinux.cfg/default", "vmlinuz", "a.rpm", "");
        Arbitrary<Map<String, String>> details = Combinators.combine(
                        files, Arbitraries.of("tftp", "ftp"), Arbitraries.of("0", "17", "-1", "x"))
                .as((file, protocol, bytes) -> Map.of("file", file, "protocol", protocol, "bytes", bytes));
        return Combinators.combine(
                        Arbitraries.of(BootEvent.Kind.class),
                        Arbitraries.of(MACS).injectNull(0.1),
                        Arbitraries.oneOf(details, Arbitraries.just(Map.<String, String>of())))
                .as((kind, mac, map) -> new BootEvent(kind, Optional.ofNullable(mac), Optional.empty(), "text", map));
    }

    @Property(tries = 300)
    void readInPiecesIsReadAtOnce(@ForAll List<@From("events") BootEvent> events) {
        Kept journal = new Kept();
        BootBoard pieces = new BootBoard();
        for (BootEvent event : events) {
            journal.record(event);
            pieces.read(journal);
        }

        BootBoard.View view = pieces.read(journal);
        List<BootProgress> whole = MACS.stream()
                .flatMap(mac -> BootProgress.of(mac, journal.lines(Optional.of(mac), 0, Integer.MAX_VALUE)).stream())
                .toList();
        assertEquals(new HashSet<>(whole), new HashSet<>(view.machines()));
        assertEquals(events.size(), view.lastLine());
    }

    @Example
    void anotherJournalIsReadFromItsBeginning() {
        Kept first = new Kept();
        first.record(BootEvent.of(BootEvent.Kind.DISCOVER, MACS.get(0), "", Map.of()));
        first.record(BootEvent.of(BootEvent.Kind.ACK, MACS.get(0), "", Map.of()));
        Kept second = new Kept();
        second.record(BootEvent.of(BootEvent.Kind.DISCOVER, MACS.get(1), "", Map.of()));
        BootBoard board = new BootBoard();
        board.read(first);

        BootBoard.View view = board.read(second);
        assertEquals(1, view.lastLine());
        assertEquals(MACS.get(1), view.machines().get(0).mac());
    }

    @Example
    void thousandsOfMachinesAreBounded() {
        Kept journal = new Kept();
        for (int i = 0; i < 5100; i++) {
            MacAddress mac = new MacAddress(String.format("52:54:00:00:%02x:%02x", i >> 8, i & 0xff));
            journal.record(BootEvent.of(BootEvent.Kind.DISCOVER, mac, "", Map.of()));
        }

        List<BootProgress> machines = new BootBoard().read(journal).machines();
        assertEquals(5000, machines.size());
        assertTrue(machines.stream().noneMatch(m -> m.mac().text().equals("52:54:00:00:00:00")));
    }
}
