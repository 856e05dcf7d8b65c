package org.stirrup.launcher.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void everyKindOfValueIsRead() {
        assertEquals(
                Map.of(
                        "a",
                        Arrays.asList(1.0, -2.5e3, true, false, null),
                        "b",
                        Map.of(),
                        "c",
                        List.of(),
                        "d",
                        "x\n\"ä"),
                Json.read(
                        " {\"a\": [1, -2.5e3, true, false, null], \"b\": {}, \"c\": [ ], \"d\": \"x\\n\\\"\\u00e4\"} "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\" 1}",
                "{\"a\": }",
                "\"open",
                "01",
                "1.",
                "nul",
                "[1] 2",
                "{a: 1}",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12xy\""
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Json.read(text));
    }

    @Property
    void anyTextGivesAValueOrThatOneException(@ForAll String text) {
        try {
            Json.read(text);
        } catch (IllegalArgumentException e) {
            assertEquals("not JSON", e.getMessage().substring(0, 8));
        }
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll String text) {
        Map<String, Object> object = new HashMap<>(Map.of(text, List.of(text, Map.of("b", text))));
        object.put("none", null);
        assertEquals(object, Json.read(Json.write(object)));
    }
}
