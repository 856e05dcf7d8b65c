package org.stirrup.boot.menu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;

/** Makes one client's menu out of what is offered, what the administrator set and how far its machine is. */
public final class MenuRules {
    private static final MenuEntry LOCAL_DISK = new MenuEntry.LocalDisk("local", "Boot from the local disk");
    private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);

    /** A menu that is always to be there waits, also where others do not. */
    private static final Duration SHOWN = Duration.ofSeconds(30);

    /** What boots when nobody chooses, and after how long. */
    private record Start(String id, Optional<Duration> timeout) {}

    private final List<MenuEntry> entries;
    private final MenuSettings settings;
    private final Optional<Host.State> state;
    private final Optional<Assignment> assignment;
    private final String local;

    private MenuRules(
            List<MenuEntry> entries,
            MenuSettings settings,
            Optional<Host.State> state,
            Optional<Assignment> assignment) {
        this.entries = entries;
        this.settings = settings;
        this.state = state;
        this.assignment = assignment;
        this.local = first(MenuRules::isOpenDisk).orElseThrow().id();
    }

    /**
     * @param offered all providers' entries in their order
     * @param state of the machine; empty when it is not known, or when no host directory is there to know it
     * @param assignment of the machine or its group
     */
    public static Menu menu(
            List<MenuEntry> offered,
            MenuSettings settings,
            Optional<Host.State> state,
            Optional<Assignment> assignment) {
        List<MenuEntry> all = withDisk(Assigned.among(offered, assignment));
        List<MenuEntry> entries = HotKeys.once(new UniqueIds().all(all));
        Start start = new MenuRules(entries, settings, state, assignment).start();
        return new Menu(settings.title(), entries, start.id(), start.timeout());
    }

    /** The disk stands before the submenus at the end: what is chosen often is together. */
    private static List<MenuEntry> withDisk(List<MenuEntry> offered) {
        List<MenuEntry> all = new ArrayList<>(offered);
        if (all.stream().noneMatch(MenuRules::isOpenDisk)) {
            int end = all.size();
            while (end > 0 && all.get(end - 1) instanceof MenuEntry.Submenu) {
                end--;
            }
            all.add(end, LOCAL_DISK);
        }
        return all;
    }

    private static boolean isOpenDisk(MenuEntry entry) {
        return entry instanceof MenuEntry.LocalDisk && entry.label().password().isEmpty();
    }

    private Start start() {
        return assignment.map(this::assigned).orElseGet(this::unassigned);
    }

    private Start assigned(Assignment to) {
        return switch (to.mode()) {
            case ONCE -> isInstalled() ? new Start(local, AT_ONCE) : atOnce(image(to));
            case ALWAYS -> atOnce(image(to));
            case NEVER -> new Start(local, AT_ONCE);
            case MENU ->
                new Start(
                        image(to)
                                .filter(entry -> !isInstalled() && canStart(entry))
                                .map(MenuEntry::id)
                                .orElse(local),
                        settings.timeout().filter(Duration::isZero).isPresent()
                                ? Optional.of(SHOWN)
                                : settings.timeout());
        };
    }

    private Optional<MenuEntry> image(Assignment to) {
        return to.image().flatMap(id -> first(entry -> entry.id().equals(id)));
    }

    private Start atOnce(Optional<MenuEntry> entry) {
        return entry.map(this::atOnce).orElseGet(this::toTheMenu);
    }

    private boolean isInstalled() {
        return state.equals(Optional.of(Host.State.INSTALLED));
    }

    private Start unassigned() {
        if (isInstalled()) {
            return new Start(local, settings.policy() == Policy.MENU ? settings.timeout() : AT_ONCE);
        }
        Optional<MenuEntry> chosen = first(entry -> entry.label().start() == Label.Start.BY_DEFAULT);
        if (chosen.isPresent()) {
            return ofAdministrator(chosen.get());
        }
        return switch (settings.policy()) {
            case MENU -> toTheMenu();
            case LOCAL -> new Start(local, AT_ONCE);
            case FIRST -> first(MenuRules::isImage).map(this::atOnce).orElseGet(this::toTheMenu);
        };
    }

    /** What he wants for this machine comes when the policy would have it: at once, or after the menu. */
    private Start ofAdministrator(MenuEntry chosen) {
        if (settings.policy() != Policy.MENU) {
            return atOnce(chosen);
        }
        return canStart(chosen) ? new Start(chosen.id(), settings.timeout()) : toTheMenu();
    }

    private Start atOnce(MenuEntry entry) {
        return canStart(entry) ? new Start(entry.id(), AT_ONCE) : toTheMenu();
    }

    private Start toTheMenu() {
        return new Start(local, settings.timeout());
    }

    /**
     * A machine of which nobody remembers whether it was installed must not be wiped, and nothing is started in the
     * place of what cannot be: show the menu, so that a person sees why and decides.
     */
    private boolean canStart(MenuEntry entry) {
        boolean bootable = !(entry instanceof MenuEntry.Unavailable || entry instanceof MenuEntry.Submenu)
                && entry.label().password().isEmpty();
        return bootable && (entry instanceof MenuEntry.LocalDisk || state.isPresent());
    }

    private static boolean isImage(MenuEntry entry) {
        boolean boots = entry instanceof MenuEntry.Linux
                || entry instanceof MenuEntry.Chain
                || entry instanceof MenuEntry.WindowsPe
                || entry instanceof MenuEntry.Unavailable;
        return boots && entry.label().start() == Label.Start.BY_POLICY;
    }

    private Optional<MenuEntry> first(Predicate<MenuEntry> kind) {
        return entries.stream().filter(kind).findFirst();
    }
}
