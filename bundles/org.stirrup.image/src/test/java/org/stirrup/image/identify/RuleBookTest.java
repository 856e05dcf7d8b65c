package org.stirrup.image.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleBookTest {
    @Test
    void aCopyReplacesTheKeysItGivesAnew() {
        List<Rule> rules = new RuleBook(List.of(), Map.of())
                .with(List.of(
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
        assertEquals(List.of("a", "b"), rules.get(0).marks().has());
        assertEquals(List.of("c"), rules.get(1).marks().has());
        assertEquals("T", rules.get(1).title());
        assertEquals(List.of("y", "z"), rules.get(1).words().arguments());
        assertEquals(List.of("x"), rules.get(0).words().arguments());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernle boot/vmlinuz", "kernel", "[one]", "[two : nobody]"})
    void whatIsWrongIsNamedWithItsLine(String line) {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> new RuleBook(List.of(), Map.of())
                        .with(List.of("[one]", "has a", line)));
        assertEquals(0, thrown.getMessage().indexOf("line 3: "), thrown.getMessage());
    }

    @Test
    void everyBundledRuleCanBootOrSaysWhyNot() {
        for (Rule rule : RuleBook.bundled().rules()) {
            Rule.Files files = rule.files();
            boolean boots = !files.kernels().isEmpty()
                    || !files.programs().isEmpty()
                    || !files.disks().isEmpty()
                    || !files.windows().isEmpty();
            assertTrue(boots || rule.warning().isPresent(), rule.family());
            assertEquals(files.kernels().isEmpty(), files.initrds().isEmpty(), rule.family());
            boolean fetches = Stream.of(rule.words().arguments(), rule.words().unattended())
                    .flatMap(List::stream)
                    .anyMatch(word -> word.matches(".*[{](tree|iso|protocol)}.*"));
            assertEquals(fetches, !rule.words().protocols().isEmpty(), rule.family() + " fetches and says by what");
            boolean answered =
                    !files.windows().isEmpty() && !rule.words().unattended().isEmpty()
                            || Stream.of(rule.words().arguments(), rule.words().unattended())
                                    .flatMap(List::stream)
                                    .anyMatch(word -> word.matches(".*[{](answers|seed)}.*"));
            assertEquals(
                    answered, rule.words().answers().isPresent(), rule.family() + " has an answer file and names it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"program bois x", "memory much", "largest 3T", "fact name", "when name (", "disk"})
    void whatCannotBeIsNamedWithItsRule(String line) {
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class, () -> RuleBook.bundled().with(List.of("", "[mine : redhat]", line)));
        assertTrue(thrown.getMessage().startsWith("line "), thrown.getMessage());
    }

    @Test
    void furtherRulesComeFirstAndMayBeCopiesOfThoseThatThereAre() {
        RuleBook book = RuleBook.bundled().with(List.of("[mine : redhat-8]", "verb Try"));
        assertEquals("mine", book.rules().get(0).family());
        assertEquals("Try", book.rules().get(0).verb());
        assertEquals(
                List.of("inst.repo={tree}", "inst.ks={answers}"),
                book.rules().get(0).words().arguments());
        assertEquals(
                RuleBook.bundled().rules().size() + 1,
                book.with(List.of()).rules().size());
    }
}
