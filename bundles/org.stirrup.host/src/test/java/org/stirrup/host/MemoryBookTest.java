package org.stirrup.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.MachineMemory;

class MemoryBookTest {
    private static final MacAddress ONE = new MacAddress("52:54:00:77:00:01");
    private static final MacAddress TWO = new MacAddress("52:54:00:77:00:02");

    @TempDir
    Path home;

    private Path file() {
        return home.resolve("data/memory.txt");
    }

    private MemoryBook book() throws IOException {
        return new MemoryBook(file(), 2);
    }

    @Test
    void whatIsSaidLastCountsAndSurvives() throws IOException {
        MemoryBook book = book();
        assertEquals(OptionalLong.empty(), book.of(ONE));
        book.set(TWO, 512L << 20);
        book.set(ONE, 2L << 30);
        book.set(ONE, 4L << 30);
        assertEquals(Map.of(ONE, 4L << 30, TWO, 512L << 20), book().all());
        assertEquals(OptionalLong.of(4L << 30), book().of(ONE));
        assertEquals("52:54:00:77:00:01 4294967296\n52:54:00:77:00:02 536870912\n", Files.readString(file()));
        assertEquals(List.of(), book().findings());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, MachineMemory.MOST + 1, Long.MIN_VALUE})
    void whatNoMachineHasIsRefused(long bytes) throws IOException {
        MemoryBook book = book();
        assertThrows(IllegalArgumentException.class, () -> book.set(ONE, bytes));
        assertEquals(Map.of(), book.all());
    }

    @Test
    void thereIsALimit() throws IOException {
        MemoryBook book = book();
        book.set(ONE, 1);
        book.set(TWO, 1);
        MacAddress three = new MacAddress("52:54:00:77:00:03");
        assertThrows(IllegalArgumentException.class, () -> book.set(three, 1));
        book.set(TWO, 2);
        assertEquals(Map.of(ONE, 1L, TWO, 2L), book().all());
    }

    @Test
    void aLineThatCannotBeReadIsNamedAndSpoilsNoOther() throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(file(), "rubbish \u00ff\n52:54:00:77:00:01 7\n52:54:00:77:00:02\n".getBytes("ISO-8859-1"));
        MemoryBook book = book();
        assertEquals(Map.of(ONE, 7L), book.all());
        assertTrue(book.findings().get(0).message().startsWith("2 lines cannot be read; the first is line 1"));
    }

    @Test
    void whatCannotBeSavedIsNotKnown() throws IOException {
        Files.writeString(home.resolve("data"), "a file where the folder should be");
        MemoryBook book = book();
        assertThrows(UncheckedIOException.class, () -> book.set(ONE, 1));
        assertEquals(OptionalLong.empty(), book.of(ONE));
    }
}
