package org.stirrup.testkit.boot;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;

/**
 * What a person can choose, or sees and cannot choose. Each loader's test reads its rendering of one menu back into
 * these: all loaders give the same choices.
 *
 * @param way the ids from the top menu down: {@code /tools/memtest}
 * @param title as it is shown, without what a loader adds
 * @param hotKey as it is written; empty for what cannot be chosen
 * @param password whether it is asked for
 * @param open whether it can be chosen
 */
public record Choice(String way, String title, Optional<Character> hotKey, boolean password, boolean open) {

    /**
     * The choices of a menu from the top down, what is in a submenu after it.
     *
     * @param leftOut ids of entries that the loader says it leaves out, with all that is in them
     */
    public static List<Choice> of(Menu menu, Set<String> leftOut) {
        return of("", menu.entries(), leftOut).toList();
    }

    private static Stream<Choice> of(String above, List<MenuEntry> entries, Set<String> leftOut) {
        return entries.stream().filter(entry -> !leftOut.contains(entry.id())).flatMap(entry -> {
            String way = above + "/" + entry.id();
            Stream<Choice> below =
                    entry instanceof MenuEntry.Submenu submenu ? of(way, submenu.entries(), leftOut) : Stream.empty();
            return Stream.concat(Stream.of(of(way, entry)), below);
        });
    }

    private static Choice of(String way, MenuEntry entry) {
        if (entry instanceof MenuEntry.Unavailable unavailable) {
            return new Choice(way, entry.title() + " (" + unavailable.because() + ")", Optional.empty(), false, false);
        }
        return new Choice(
                way,
                entry.title(),
                entry.label().hotKey(),
                entry.label().password().isPresent(),
                true);
    }
}
