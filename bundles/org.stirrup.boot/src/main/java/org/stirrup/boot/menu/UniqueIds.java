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
        String id = free(entry.id());
        if (entry instanceof MenuEntry.Linux linux) {
            return new MenuEntry.Linux(id, linux.title(), linux.kernel(), linux.initrds(), linux.arguments());
        }
        if (entry instanceof MenuEntry.Chain chain) {
            return new MenuEntry.Chain(id, chain.title(), chain.program());
        }
        if (entry instanceof MenuEntry.Submenu submenu) {
            return new MenuEntry.Submenu(id, submenu.title(), all(submenu.entries()));
        }
        return new MenuEntry.LocalDisk(id, entry.title());
    }

    private String free(String id) {
        String candidate = id;
        for (int n = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); n++) {
            candidate = id + "-" + n;
        }
        return candidate;
    }
}
