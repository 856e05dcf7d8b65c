package org.stirrup.boot.menu;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;

/** Marks what cannot be booted now because one of its files is not there. Everything else stays as it is. */
public final class Availability {
    private final Function<ResourcePath, Optional<String>> missing;

    /** @param missing why a path of the content tree cannot be read; empty when it can */
    public Availability(Function<ResourcePath, Optional<String>> missing) {
        this.missing = missing;
    }

    public List<MenuEntry> of(List<MenuEntry> entries) {
        return entries.stream().map(this::of).toList();
    }

    private MenuEntry of(MenuEntry entry) {
        if (entry instanceof MenuEntry.Submenu submenu) {
            return new MenuEntry.Submenu(submenu.label(), of(submenu.entries()));
        }
        return entry.files().stream()
                .filter(path -> !path.isRoot()) // an entry without a file is for the loader to refuse
                .flatMap(path -> missing.apply(path).map(because -> path.text() + ": " + because).stream())
                .findFirst()
                .<MenuEntry>map(because -> new MenuEntry.Unavailable(entry.label(), because))
                .orElse(entry);
    }
}
