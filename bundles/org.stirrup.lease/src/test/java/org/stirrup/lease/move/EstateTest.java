package org.stirrup.lease.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.lease.MemoryBackend;
import org.stirrup.testkit.lease.Leases;

class EstateTest {
    @TempDir
    Path folder;

    private static final List<Lease> ODD = List.of(
            Leases.until(Leases.bound("10.0.0.1", 1), Optional.empty()),
            Leases.in(Leases.bound("10.0.0.2", 2), Lease.State.DECLINED),
            new Lease(
                    Leases.address("10.0.0.3"),
                    ClientKey.of(new byte[] {(byte) 0xff, 0, 1}),
                    Leases.mac(3),
                    Optional.of("zażółć \u0000\n -"),
                    Lease.State.RELEASED,
                    Instant.EPOCH,
                    Optional.of(Leases.NOON)));

    private Estate written() throws Exception {
        MemoryBackend store = new MemoryBackend("file");
        for (Lease lease : ODD) {
            store.insert(lease);
        }
        Estate estate = new Estate(folder.resolve("estate"));
        assertTrue(estate.write("file", store::page, Duration.ofMinutes(1)));
        return estate;
    }

    @Test
    void givesBackWhatWasWritten() throws Exception {
        Estate estate = written();
        assertEquals(Optional.of(new Estate.Content("file", ODD)), estate.read());
        estate.discard();
        assertEquals(Optional.empty(), estate.read());
    }

    @Test
    void aFileThatIsNotWholeIsRefused() throws Exception {
        Estate estate = written();
        List<String> lines = Files.readAllLines(estate.path());
        for (int missing = 0; missing < lines.size(); missing++) {
            List<String> cut = new java.util.ArrayList<>(lines);
            cut.remove(missing);
            Files.write(estate.path(), cut);
            assertThrows(IOException.class, estate::read, "without line " + missing);
        }
        Files.writeString(estate.path(), String.join("\n", lines).replace("RELEASED", "RELESED"));
        assertTrue(assertThrows(IOException.class, estate::read).getMessage().contains("damaged"));
    }

    @Test
    void givesUpWhenItTakesTooLong() throws Exception {
        Estate estate = new Estate(folder.resolve("slow"));
        assertFalse(estate.write("file", (after, limit) -> List.of(), Duration.ofNanos(-1)));
        assertEquals(List.of(), Files.list(folder).toList(), "and leaves nothing behind");
    }
}
