package org.stirrup.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table = new Table("MAC", "STATE");
        assertTrue(table.isEmpty());
        table.row("52:54:00:77:00:10", "bound");
        table.row("x", "-");
        assertFalse(table.isEmpty());
        assertEquals("""
                MAC                STATE
                52:54:00:77:00:10  bound
                x                  -""", table.toString());
    }

    @Test
    void everyKindOfValueIsWrittenAsJson() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "a \"b\"\\\n\t\u0001é");
        object.put("number", 3);
        object.put("yes", true);
        object.put("none", Optional.empty());
        object.put("some", Optional.of("x"));
        object.put("list", Arrays.asList(1, null, Map.of()));
        assertEquals(
                "{\"text\": \"a \\\"b\\\"\\\\\\n\\t\\u0001é\", \"number\": 3, \"yes\": true, \"none\": null,"
                        + " \"some\": \"x\", \"list\": [1, null, {}]}",
                Json.of(object));
    }

    @Test
    void aListHasALineForEachItem() {
        assertEquals("[]", Json.lines(List.of()));
        assertEquals("[\n  1,\n  2\n]", Json.lines(List.of(1, 2)));
    }
}
