package org.stirrup.boot.menu;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stirrup.api.boot.MenuEntry;

/** A hot key chooses one entry of its menu: where two want the same, the first has it. */
final class HotKeys {
    private HotKeys() {}

    static List<MenuEntry> once(List<MenuEntry> entries) {
        Set<Character> taken = new HashSet<>();
        return entries.stream()
                .map(entry ->
                        entry.label().hotKey().filter(key -> !taken.add(key)).isPresent()
                                ? entry.with(entry.label().withoutHotKey())
                                : entry)
                .map(entry -> entry instanceof MenuEntry.Submenu submenu
                        ? new MenuEntry.Submenu(submenu.label(), once(submenu.entries()))
                        : entry)
                .toList();
    }
}
