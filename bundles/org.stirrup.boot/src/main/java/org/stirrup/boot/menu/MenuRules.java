package org.stirrup.boot.menu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.host.Host;

/** Makes one client's menu out of what is offered, what the administrator set and how far its machine is. */
public final class MenuRules {
    private static final MenuEntry LOCAL_DISK = new MenuEntry.LocalDisk("local", "Boot from the local disk");
    private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);

    private MenuRules() {}

    /**
     * @param offered all providers' entries in their order
     * @param state of the machine; empty when it is not known, or when no host directory is there to know it
     */
    public static Menu menu(List<MenuEntry> offered, MenuSettings settings, Optional<Host.State> state) {
        List<MenuEntry> wanted = new ArrayList<>(offered);
        if (wanted.stream().noneMatch(MenuEntry.LocalDisk.class::isInstance)) {
            wanted.add(LOCAL_DISK);
        }
        List<MenuEntry> entries = new UniqueIds().all(wanted);
        String local = first(entries, MenuEntry.LocalDisk.class::isInstance).orElseThrow();
        Optional<String> image =
                first(entries, entry -> entry instanceof MenuEntry.Linux || entry instanceof MenuEntry.Chain);
        boolean installed = state.equals(Optional.of(Host.State.INSTALLED));
        return switch (settings.policy()) {
            case MENU -> new Menu(settings.title(), entries, local, settings.timeout());
            case LOCAL -> new Menu(settings.title(), entries, local, AT_ONCE);
            case FIRST -> {
                if (installed) {
                    yield new Menu(settings.title(), entries, local, AT_ONCE);
                }
                // Without an image there is nothing to install, and a machine of which nobody remembers whether it
                // was installed must not be wiped: show the menu, so that a person sees why and decides.
                yield image.filter(id -> state.isPresent())
                        .map(id -> new Menu(settings.title(), entries, id, AT_ONCE))
                        .orElseGet(() -> new Menu(settings.title(), entries, local, settings.timeout()));
            }
        };
    }

    private static Optional<String> first(List<MenuEntry> entries, Predicate<MenuEntry> kind) {
        return entries.stream().filter(kind).map(MenuEntry::id).findFirst();
    }
}
