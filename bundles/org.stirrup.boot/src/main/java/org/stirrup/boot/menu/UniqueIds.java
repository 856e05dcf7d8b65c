package org.stirrup.boot.menu;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.stirrup.api.boot.MenuEntry;

/**
 * Gives a later entry another id where two providers chose the same: {@code rescue}, {@code rescue-2}. Ids become
 * labels, which PXELINUX and GRUB compare without regard to case, through all levels of submenus.
 */
final class UniqueIds {
    private final Set<String> taken = new HashSet<>();

    List<MenuEntry> all(List<MenuEntry> entries) {
        return entries.stream().map(this::one).toList();
    }

    MenuEntry one(MenuEntry entry) {
        MenuEntry renamed = entry.with(entry.label().withId(free(entry.id())));
        return renamed instanceof MenuEntry.Submenu submenu
                ? new MenuEntry.Submenu(submenu.label(), all(submenu.entries()))
                : renamed;
    }

    private String free(String id) {
        String candidate = id;
        for (int n = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); n++) {
            candidate = id + "-" + n;
        }
        return candidate;
    }
}
