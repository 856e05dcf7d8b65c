package org.stirrup.features.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path folder;

    @Test
    void whatWasSavedIsThereAgain() throws IOException {
        Ledger ledger = Ledger.keptIn(folder.resolve("ledger"));
        assertTrue(ledger.entries().isEmpty());
        ledger.entries()
                .put("a.feature.json", new Ledger.Entry("d1", "g:a:1", "says a", Map.of("x:y:1", 3, "x:z:1", 4)));
        ledger.entries().put("b.feature.json", new Ledger.Entry("d2", "g:b:1", "", Map.of()));
        ledger.save();
        assertEquals(ledger.entries(), Ledger.keptIn(folder.resolve("ledger")).entries());
    }

    @Test
    void aSharedBundleIsWantedOnceAtItsLowestLevel() throws IOException {
        Ledger ledger = Ledger.keptIn(folder.resolve("ledger"));
        ledger.entries().put("a.feature.json", new Ledger.Entry("d", "g:a:1", "", Map.of("x:y:1", 30, "x:a:1", 5)));
        ledger.entries().put("b.feature.json", new Ledger.Entry("d", "g:b:1", "", Map.of("x:y:1", 20)));
        assertEquals(Map.of("x:y:1", 20, "x:a:1", 5), ledger.wanted());
    }
}
