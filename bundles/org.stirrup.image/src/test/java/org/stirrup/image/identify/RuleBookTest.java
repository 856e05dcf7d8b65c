package org.stirrup.image.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleBookTest {
    @Test
    void aCopyReplacesTheKeysItGivesAnew() {
        List<Rule> rules = RuleBook.parse(List.of(
                        "[one]",
                        "has a",
                        "has b",
                        "arguments x",
                        "title T",
                        "# nothing",
                        "[two : one]",
                        "has c",
                        "arguments y z"))
                .rules();
        assertEquals(List.of("a", "b"), rules.get(0).has());
        assertEquals(List.of("c"), rules.get(1).has());
        assertEquals("T", rules.get(1).title());
        assertEquals(List.of("y", "z"), rules.get(1).arguments());
        assertEquals(List.of("x"), rules.get(0).arguments());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernle boot/vmlinuz", "kernel", "[one]", "[two : nobody]"})
    void whatIsWrongIsNamedWithItsLine(String line) {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> RuleBook.parse(List.of("[one]", "has a", line)));
        assertEquals(0, thrown.getMessage().indexOf("line 3: "), thrown.getMessage());
    }

    @Test
    void everyBundledRuleCanBoot() {
        for (Rule rule : RuleBook.bundled().rules()) {
            assertFalse(rule.kernels().isEmpty(), rule.family());
            assertFalse(rule.initrds().isEmpty(), rule.family());
            boolean fetches = rule.arguments().stream().anyMatch(word -> word.matches(".*[{](tree|iso)}.*"));
            assertEquals(fetches, !rule.protocols().isEmpty(), rule.family() + " fetches and says by what");
            boolean answered = Stream.of(rule.arguments(), rule.unattended())
                    .flatMap(List::stream)
                    .anyMatch(word -> word.matches(".*[{](answers|seed)}.*"));
            assertEquals(answered, rule.answers().isPresent(), rule.family() + " has an answer file and names it");
        }
    }
}
