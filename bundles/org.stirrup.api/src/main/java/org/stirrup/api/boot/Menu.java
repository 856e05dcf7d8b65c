package org.stirrup.api.boot;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one client is offered to boot.
 *
 * @param title heading
 * @param entries choices, in the order shown; never empty
 * @param defaultId id of the top-level entry that boots when nobody chooses
 * @param timeout how long to wait for a person; zero boots the default at once without showing the menu, empty waits
 *     for ever
 */
public record Menu(String title, List<MenuEntry> entries, String defaultId, Optional<Duration> timeout) {
    public Menu {
        entries = List.copyOf(entries);
        if (entries.stream().noneMatch(entry -> entry.id().equals(defaultId))) {
            throw new IllegalArgumentException("default entry '" + defaultId + "' is not in the menu");
        }
        if (entries.stream().map(MenuEntry::id).distinct().count() != entries.size()) {
            throw new IllegalArgumentException("two menu entries have the same id");
        }
    }

    public MenuEntry defaultEntry() {
        return entries.stream()
                .filter(entry -> entry.id().equals(defaultId))
                .findFirst()
                .orElseThrow();
    }
}
