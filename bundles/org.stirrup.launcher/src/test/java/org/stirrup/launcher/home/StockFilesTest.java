package org.stirrup.launcher.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockFilesTest {
    @TempDir
    Path folder;

    private Path stock;
    private Path home;

    @BeforeEach
    void folders() throws IOException {
        stock = Files.createDirectories(folder.resolve("dist/features"));
        home = Files.createDirectories(folder.resolve("home/features"));
        Files.writeString(stock.resolve("a.json"), "one");
    }

    @Test
    void newOnesAreCopiedAndOthersNot() throws IOException {
        Files.writeString(stock.resolve("a.txt"), "not of that kind");
        bring();
        assertEquals("one", Files.readString(home.resolve("a.json")));
        assertFalse(Files.exists(home.resolve("a.txt")));
    }

    @Test
    void anUntouchedOneFollowsTheDistribution() throws IOException {
        bring();
        Files.writeString(stock.resolve("a.json"), "two");
        bring();
        assertEquals("two", Files.readString(home.resolve("a.json")));
    }

    @Test
    void aChangedOneStaysAsThePersonWantsIt() throws IOException {
        bring();
        Files.writeString(home.resolve("a.json"), "mine");
        Files.writeString(stock.resolve("a.json"), "two");
        bring();
        assertEquals("mine", Files.readString(home.resolve("a.json")));
    }

    @Test
    void aDeletedOneStaysDeletedEvenWhenTheDistributionHasANewer() throws IOException {
        bring();
        Files.delete(home.resolve("a.json"));
        bring();
        Files.writeString(stock.resolve("a.json"), "two");
        bring();
        assertFalse(Files.exists(home.resolve("a.json")));
    }

    @Test
    void oneThatWasThereBeforeIsThePersons() throws IOException {
        Files.writeString(home.resolve("a.json"), "mine");
        bring();
        assertEquals("mine", Files.readString(home.resolve("a.json")));
    }

    @Test
    void oneThatWasCopiedButNotRecordedIsStillStock() throws IOException {
        Files.writeString(home.resolve("a.json"), "one");
        bring();
        Files.writeString(stock.resolve("a.json"), "two");
        bring();
        assertEquals("two", Files.readString(home.resolve("a.json")));
    }

    private void bring() throws IOException {
        StockFiles.recordedIn(folder.resolve("record")).bring(stock, home, ".json");
    }
}
