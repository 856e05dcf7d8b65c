package org.stirrup.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal.Line;

class LogWriterTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final MacAddress ONE = new MacAddress("52:54:00:77:00:01");

    private final Logger log = (Logger) LoggerFactory.getLogger("stirrup.journal");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final LogWriter writer = new LogWriter();
    private long number;

    @BeforeEach
    void listen() {
        logged.start();
        log.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(logged);
    }

    @Test
    void everyLineIsWrittenWhileTheyCanBeRead() {
        IntStream.range(0, 3).forEach(i -> write(NOON, Kind.DISCOVER, "line " + i));
        assertEquals(
                List.of(
                        "52:54:00:77:00:01  DISCOVER  line 0",
                        "52:54:00:77:00:01  DISCOVER  line 1",
                        "52:54:00:77:00:01  DISCOVER  line 2"),
                texts());
    }

    @Test
    void aStormIsSummedUpAndItsWarningsAreWritten() {
        int most = LogWriter.LINES_A_SECOND;
        IntStream.range(0, most + 700).forEach(i -> write(NOON, Kind.DISCOVER, "a plain DHCP client"));
        write(NOON.plusMillis(900), Kind.WARNING, "the pool is full");
        write(NOON.plusSeconds(1), Kind.ACK, "in the next second");

        assertEquals(
                List.of(
                        "More than " + most + " lines in a second: the rest of them is in the journal alone",
                        "52:54:00:77:00:01  WARNING  the pool is full",
                        "700 lines more were in that second, in the journal alone",
                        "52:54:00:77:00:01  ACK  in the next second"),
                texts().subList(most, texts().size()));
    }

    @Test
    void aGapInTheNumbersIsSaid() {
        write(NOON, Kind.DISCOVER, "before");
        number += 5;
        write(NOON, Kind.DISCOVER, "after");
        assertEquals("5 lines were not logged, the log was too slow for them", texts().get(1));
    }

    private void write(Instant time, Kind kind, String text) {
        writer.accept(new Line(++number, time, BootEvent.of(kind, ONE, text, Map.of())));
    }

    private List<String> texts() {
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
