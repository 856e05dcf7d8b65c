package org.stirrup.features.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureReaderTest {
    private final FeatureReader reader = new FeatureReader(new FeatureServiceImpl());

    @Test
    void bundlesLevelsAndConfigurationsAreRead() throws FeatureException {
        FeatureFile feature = reader.read("""
                {
                  "feature-resource-version": "1.0",
                  "id": "org.example:greeting:1.0",
                  "description": "Says hello.",
                  "variables": {"who": "world"},
                  "bundles": [
                    {"id": "org.example:hello:1.0", "bundleStartLevel": 7},
                    {"id": "org.example:goodbye:1.0"}
                  ],
                  "configurations": {
                    "org.example.hello": {"text": "hello ${who}", "times:Integer": 3},
                    "org.example.voice~loud": {"loud": true}
                  }
                }
                """);
        assertEquals("org.example:greeting:1.0", feature.id());
        assertEquals("Says hello.", feature.description());
        assertEquals(
                Map.of("org.example:hello:1.0", 7, "org.example:goodbye:1.0", FeatureReader.DEFAULT_START_LEVEL),
                feature.bundles());
        assertEquals(
                Map.of("text", "hello world", "times", 3),
                feature.configurations().get("org.example.hello"));
        assertEquals(Map.of("loud", true), feature.configurations().get("org.example.voice~loud"));
    }

    @Test
    void aVariableWithoutValueIsNamed() {
        FeatureException refused = assertThrows(FeatureException.class, () -> reader.read("""
                        {"feature-resource-version": "1.0", "id": "a:b:1",
                         "configurations": {"p": {"text": "${who}"}}}
                        """));
        assertTrue(refused.getMessage().contains("who"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "\"soon\"", "true"})
    void aStartLevelThatIsNoneIsNamed(String level) {
        FeatureException refused = assertThrows(FeatureException.class, () -> reader.read("""
                        {"feature-resource-version": "1.0", "id": "a:b:1",
                         "bundles": [{"id": "c:d:1", "bundleStartLevel": %s}]}
                        """.formatted(level)));
        assertTrue(refused.getMessage().contains("c:d:1"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "hello", "{\"id\": 1}", "{\"bundles\": [{}]}", "{\"id\":\"a:b:1\",\"bundles\":3}"
            })
    void whatIsNoFeatureIsRefusedAndSaysSo(String text) {
        FeatureException refused = assertThrows(FeatureException.class, () -> reader.read(text));
        assertTrue(refused.getMessage().startsWith("not a feature: "), refused.getMessage());
    }
}
