package org.stirrup.launcher.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkCacheTest {
    @TempDir
    Path folder;

    @Test
    void itIsOfTheDistributionThatItWasMarkedWith() throws IOException {
        FrameworkCache cache = FrameworkCache.at(folder.resolve("framework"));
        assertFalse(cache.isOf("one"));
        cache.discard();
        assertFalse(cache.isOf("one"), "not whole before it is marked");
        cache.markAs("one");
        assertTrue(cache.isOf("one"));
        assertFalse(cache.isOf("two"));
    }

    @Test
    void discardingEmptiesItAndTakesTheMarkFirst() throws IOException {
        FrameworkCache cache = FrameworkCache.at(folder.resolve("framework"));
        cache.discard();
        cache.markAs("one");
        Files.createDirectories(cache.folder().resolve("bundle1/data"));
        Files.writeString(cache.folder().resolve("bundle1/data/x"), "x");
        cache.discard();
        assertEquals(0, cache.folder().toFile().list().length);
        assertFalse(Files.exists(cache.mark()));
    }
}
