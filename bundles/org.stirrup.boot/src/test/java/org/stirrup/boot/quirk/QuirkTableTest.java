package org.stirrup.boot.quirk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.api.boot.QuirkRows;
import org.stirrup.boot.Services;

/** Whose rows are in the table, at every moment. */
class QuirkTableTest {
    private final QuirkTable table = new QuirkTable();

    private static Quirk row(String name, QuirkEffect effect) {
        return new Quirk(name, Quirk.Match.ANY, effect, "a capture");
    }

    @Test
    void rowsStandByRankingAndTheFirstOfANameCounts() {
        Quirk own = row("a", new QuirkEffect.Broadcast());
        Quirk last = row("b", new QuirkEffect.NoUuid());
        QuirkRows low = () -> List.of(row("a", new QuirkEffect.NoUuid()), last);
        QuirkRows high = () -> List.of(own);
        table.bound = List.of(Services.ranked(0, low), Services.ranked(1000, high));
        assertEquals(List.of(own, last), table.rows());
    }

    @Test
    void bundlesComeGoAndChangeTheirRanking() {
        Quirk first = row("a", new QuirkEffect.Broadcast());
        Quirk second = row("a", new QuirkEffect.NoUuid());
        QuirkRows one = () -> List.of(first);
        QuirkRows two = () -> List.of(second);
        assertEquals(List.of(), table.rows());
        table.bound = List.of(Services.ranked(2, one));
        assertEquals(List.of(first), table.rows());
        table.bound = List.of(Services.ranked(2, one), Services.ranked(3, two));
        assertEquals(List.of(second), table.rows());
        table.bound = List.of(Services.ranked(4, one), Services.ranked(3, two));
        assertEquals(List.of(first), table.rows());
        table.bound = List.of();
        assertEquals(List.of(), table.rows());
    }

    @Test
    void whoSaysOtherRowsThanBeforeIsHeardAtOnce() {
        Quirk first = row("a", new QuirkEffect.Broadcast());
        Quirk second = row("b", new QuirkEffect.NoUuid());
        List<Quirk> changing = new ArrayList<>(List.of(first));
        table.bound = List.of(Services.ranked(0, (QuirkRows) () -> changing));
        assertEquals(List.of(first), table.rows());
        changing.set(0, second);
        assertEquals(List.of(second), table.rows());
        changing.add(first);
        assertEquals(List.of(second, first), table.rows());
    }

    @Test
    void whoFailsIsLeftOutUntilItDoesNot() {
        Quirk first = row("a", new QuirkEffect.Broadcast());
        List<RuntimeException> broken = new ArrayList<>();
        QuirkRows rows = () -> {
            broken.forEach(failure -> {
                throw failure;
            });
            return List.of(first);
        };
        table.bound = List.of(Services.ranked(0, rows));
        assertEquals(List.of(first), table.rows());
        broken.add(new IllegalStateException("broken on purpose"));
        assertEquals(List.of(), table.rows());
        broken.clear();
        assertEquals(List.of(first), table.rows());
    }

    @Test
    void theTableIsNotPutTogetherAgainForTheSameRows() {
        table.bound = List.of(Services.ranked(0, new KnownQuirks()));
        assertSame(table.rows(), table.rows());
    }
}
