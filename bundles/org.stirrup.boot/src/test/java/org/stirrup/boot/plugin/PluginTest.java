package org.stirrup.boot.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

class PluginTest {
    @Test
    void theHighestRankingIsFirstAndTiesGoByName() {
        assertEquals(
                List.of("zebra", "alpha", "beta", "none", "low"),
                names(List.of(
                        bound("beta", 5), bound("low", -1), bound("zebra", 10), bound("alpha", 5), noRanking("none"))));
    }

    @Test
    void aRankingFromAConfigurationFileIsTextAndCounts() {
        assertEquals(
                List.of("ten", "none", "words", "minus"),
                names(List.of(
                        noRanking("none"),
                        Map.entry(Map.of(Constants.SERVICE_RANKING, "-10"), "minus"),
                        Map.entry(Map.of(Constants.SERVICE_RANKING, " 10 "), "ten"),
                        Map.entry(Map.of(Constants.SERVICE_RANKING, "high"), "words"))));
    }

    @Property
    void theOrderInWhichTheyCameDoesNotMatter(@ForAll Random random) {
        List<Map.Entry<Map<String, Object>, String>> bound = new ArrayList<>(
                List.of(bound("a", 0), bound("b", 0), bound("c", 7), bound("d", 7), bound("e", -7), noRanking("f")));
        Collections.shuffle(bound, random);
        assertEquals(List.of("c", "d", "a", "b", "f", "e"), names(bound));
    }

    private static List<String> names(List<Map.Entry<Map<String, Object>, String>> bound) {
        return Plugin.sorted(bound, Function.identity()).stream()
                .map(Plugin::name)
                .toList();
    }

    private static Map.Entry<Map<String, Object>, String> bound(String name, int ranking) {
        return Map.entry(Map.of(Constants.SERVICE_RANKING, ranking), name);
    }

    private static Map.Entry<Map<String, Object>, String> noRanking(String name) {
        return Map.entry(Map.of(), name);
    }
}
