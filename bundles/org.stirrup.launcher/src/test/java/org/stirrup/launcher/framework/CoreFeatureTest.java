package org.stirrup.launcher.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreFeatureTest {
    @TempDir
    Path folder;

    private Distribution distribution;
    private Path jar;

    @BeforeEach
    void unpack() throws IOException {
        distribution = new Distribution(folder);
        Files.createDirectories(distribution.lib());
        jar = distribution.system().resolve("org/example/x/1.0/x-1.0.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "a jar");
        write("{\"bundles\": [{\"id\": \"org.example:x:1.0\", \"bundleStartLevel\": 3}]}");
    }

    @Test
    void itNamesJarsAndLevels() throws IOException {
        assertEquals(
                List.of(new CoreFeature.Entry(jar, 3)),
                CoreFeature.of(distribution).bundles());
    }

    @Test
    void aJarThatIsNotThereIsNamed() throws IOException {
        Files.delete(jar);
        IOException refused = assertThrows(IOException.class, () -> CoreFeature.of(distribution));
        assertTrue(refused.getMessage().contains("org.example:x:1.0"), refused.getMessage());
    }

    @Test
    void aFileThatIsNoFeatureIsNamed() throws IOException {
        for (String text : List.of("{", "{}", "{\"bundles\": [1]}", "{\"bundles\": [{\"id\": \"x\"}]}")) {
            write(text);
            IOException refused = assertThrows(IOException.class, () -> CoreFeature.of(distribution));
            assertTrue(refused.getMessage().contains("core.feature.json"), refused.getMessage());
        }
    }

    @Test
    void theFingerprintTellsAReplacedBundle() throws IOException {
        String before = distribution.fingerprint();
        assertEquals(before, distribution.fingerprint());
        Path fresh = Files.writeString(folder.resolve("fresh"), "a zip");
        Files.delete(jar);
        Files.move(fresh, jar);
        assertNotEquals(before, distribution.fingerprint());
    }

    private void write(String text) throws IOException {
        Files.writeString(distribution.lib().resolve("core.feature.json"), text);
    }
}
