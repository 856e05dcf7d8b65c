package org.stirrup.api.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingTest {
    @Test
    void allThatIsWrongIsSaidAndNothingTaken() {
        Reading.Complaints complaints = new Reading.Complaints(Map.of(), "org.example");
        complaints.choice("color", " blue ", "no such color", List.of("red", "green"));
        complaints.number("service.ranking", "high");
        int parsed = complaints.parsed("size", () -> Integer.parseInt("x"), "x", 7, "write a number");
        Reading<String> reading = complaints.reading(() -> "settings");

        assertEquals(7, parsed);
        assertEquals(Optional.empty(), reading.settings());
        assertEquals(
                List.of(
                        "color=blue: no such color; what was in force stays",
                        "service.ranking=high: not a number; what was in force stays",
                        "size=x: For input string: \"x\"; what was in force stays"),
                reading.findings().stream().map(Finding::message).toList());
        assertEquals("write red or green", reading.findings().get(0).remedy());
    }

    @Test
    void withNothingWrongItIsTaken() {
        Reading.Complaints complaints = new Reading.Complaints(Map.of(), "org.example");
        assertEquals("red", complaints.choice("color", " red ", "no such color", List.of("red")));
        complaints.number("service.ranking", " -10 ");
        assertEquals(new Reading<>(Optional.of("settings"), List.of()), complaints.reading(() -> "settings"));
    }
}
