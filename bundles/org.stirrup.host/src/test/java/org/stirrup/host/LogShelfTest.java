package org.stirrup.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.testkit.lease.Leases;

class LogShelfTest {
    private static final MacAddress ONE = Leases.mac(1);

    @TempDir
    Path home;

    private LogShelf shelf() {
        return new LogShelf(home.resolve("logs"), 3);
    }

    @Test
    void theLastIsKeptAndForNobodyElsesEyes() throws Exception {
        LogShelf shelf = shelf();
        assertEquals(Optional.empty(), shelf.of(ONE));
        shelf.keep(ONE, "first");
        shelf.keep(ONE, "no room left\nGrüße\n");
        assertEquals(Optional.of("no room left\nGrüße\n"), shelf().of(ONE));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.resolve("logs/52-54-00-00-00-01.log"))));
    }

    @Test
    void ofALongOneTheEndIsKept() {
        LogShelf shelf = shelf();
        shelf.keep(ONE, "\ud83d\ude00".repeat(50_000) + "end");
        String kept = shelf.of(ONE).orElseThrow();
        assertEquals(65_536, kept.length());
        assertTrue(kept.startsWith("?\ud83d\ude00") && kept.endsWith("end"), kept.substring(0, 5));
    }

    @Test
    void theOldestGoes() throws Exception {
        LogShelf shelf = shelf();
        for (int i = 1; i <= 5; i++) {
            shelf.keep(Leases.mac(i), "log " + i);
            Files.setLastModifiedTime(
                    home.resolve("logs/52-54-00-00-00-0" + i + ".log"), FileTime.from(Instant.ofEpochSecond(i)));
        }
        assertEquals(Optional.empty(), shelf.of(Leases.mac(2)));
        assertEquals(Optional.of("log 3"), shelf.of(Leases.mac(3)));
        try (Stream<Path> files = Files.list(home.resolve("logs"))) {
            assertEquals(3, files.count(), "and nothing else is left");
        }
    }

    @Test
    void whatCannotBeSavedIsSaid() throws Exception {
        Files.writeString(home.resolve("logs"), "a file where the folder should be");
        assertThrows(UncheckedIOException.class, () -> shelf().keep(ONE, "log"));
    }
}
