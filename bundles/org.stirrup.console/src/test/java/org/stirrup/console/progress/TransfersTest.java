package org.stirrup.console.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;

class TransfersTest {
    private static final MacAddress MAC = new MacAddress("52:54:00:77:00:10");

    private final List<BootJournal.Line> lines = new ArrayList<>();

    private void line(long second, Kind kind, String file, String... pairs) {
        Map<String, String> details = new HashMap<>(Map.of("file", file, "protocol", "ftp"));
        for (int i = 0; i < pairs.length; i += 2) {
            details.put(pairs[i], pairs[i + 1]);
        }
        lines.add(new BootJournal.Line(
                lines.size() + 1L, Instant.ofEpochSecond(second), BootEvent.of(kind, MAC, file, details)));
    }

    @Test
    void filesUnderWayAtOnceAreKeptApart() {
        line(1, Kind.TRANSFER_START, "a");
        line(2, Kind.TRANSFER_START, "b");
        line(3, Kind.TRANSFER_END, "a", "bytes", "10");
        line(5, Kind.TRANSFER_FAILED, "b", "bytes", "4");
        line(6, Kind.TRANSFER_START, "b");

        List<Transfer> all = Transfers.of(lines);
        assertEquals(List.of("a", "b", "b"), all.stream().map(Transfer::file).toList());
        assertEquals(
                List.of(Transfer.Outcome.SENT, Transfer.Outcome.BROKEN, Transfer.Outcome.SENDING),
                all.stream().map(Transfer::outcome).toList());
        assertEquals(Instant.ofEpochSecond(5), all.get(1).ended().orElseThrow());
    }

    @Test
    void anEndWithoutABeginningBeganAsLongAgoAsItTook() {
        line(10, Kind.TRANSFER_END, "small.ks", "millis", "2000");

        assertEquals(Instant.ofEpochSecond(8), Transfers.of(lines).get(0).started());
    }

    @Test
    void otherLinesAreNoTransfers() {
        line(1, Kind.NOT_FOUND, "a");
        line(2, Kind.REFUSED, "b");

        assertEquals(List.of(), Transfers.of(lines));
    }
}
