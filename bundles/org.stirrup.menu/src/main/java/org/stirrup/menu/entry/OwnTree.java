package org.stirrup.menu.entry;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MenuEntry;

/** Makes one machine's menu of all entries: those that are for it, in their order, each in its submenu. */
public final class OwnTree {
    private static final Comparator<Entry> ORDER = Comparator.comparingInt(Entry::order)
            .thenComparing(entry -> entry.content().label().title())
            .thenComparing(Entry::id);

    private final List<Entry> mine;
    private final BootServer server;
    private final BiFunction<Label, BootClient, MenuEntry> memtest;
    private final BootClient client;
    private final Optional<Entry> byDefault;

    private OwnTree(
            List<Entry> mine, BootClient client, BootServer server, BiFunction<Label, BootClient, MenuEntry> memtest) {
        this.mine = mine;
        this.client = client;
        this.server = server;
        this.memtest = memtest;
        this.byDefault = mine.stream()
                .filter(entry -> entry.content().label().start() == Label.Start.BY_DEFAULT)
                .max(Comparator.<Entry>comparingInt(entry -> entry.audience().closeness(client))
                        .thenComparing(ORDER.reversed()));
    }

    /**
     * @param groups that the client's host is in
     * @param memtest makes the entry of the memory test for a machine
     */
    public static List<MenuEntry> of(
            List<Entry> all,
            BootClient client,
            Collection<String> groups,
            BootServer server,
            BiFunction<Label, BootClient, MenuEntry> memtest) {
        List<Entry> mine = all.stream()
                .filter(entry -> entry.audience().includes(client, groups))
                .sorted(ORDER)
                .toList();
        return new OwnTree(mine, client, server, memtest).in(Optional.empty());
    }

    /** Entries that no menu leads to, because there is no such submenu or it is in itself. */
    public static List<Entry> lost(List<Entry> all) {
        Set<String> reached = new HashSet<>();
        boolean more = true;
        while (more) {
            more = all.stream()
                            .filter(Entry::isSubmenu)
                            .filter(entry ->
                                    entry.parent().map(reached::contains).orElse(true))
                            .map(Entry::id)
                            .filter(reached::add)
                            .count()
                    > 0;
        }
        return all.stream()
                .filter(entry -> !entry.parent().map(reached::contains).orElse(true))
                .toList();
    }

    private List<MenuEntry> in(Optional<String> menu) {
        return mine.stream()
                .filter(entry -> entry.parent().equals(menu))
                .flatMap(this::shown)
                .toList();
    }

    private Stream<MenuEntry> shown(Entry entry) {
        if (entry.content() instanceof Entry.Content.Memtest test) {
            return Stream.of(memtest.apply(label(entry), client));
        }
        MenuEntry fixed = ((Entry.Content.Fixed) entry.content()).entry();
        if (fixed instanceof MenuEntry.Submenu) {
            // A menu in which there is nothing for this machine would be a dead end.
            List<MenuEntry> below = in(Optional.of(entry.id()));
            return below.isEmpty() ? Stream.empty() : Stream.of(new MenuEntry.Submenu(label(entry), below));
        }
        return Stream.of(fixed instanceof MenuEntry.Linux linux ? filled(entry, linux) : fixed.with(label(entry)));
    }

    /** One default is enough: the others are for a person to choose. */
    private Label label(Entry entry) {
        Label label = entry.content().label();
        boolean other = label.start() == Label.Start.BY_DEFAULT && !byDefault.equals(Optional.of(entry));
        return other ? label.withStart(Label.Start.BY_HAND) : label;
    }

    private MenuEntry filled(Entry entry, MenuEntry.Linux linux) {
        return Arguments.unserved(linux.arguments(), server)
                .<MenuEntry>map(protocol -> new MenuEntry.Unavailable(
                        label(entry), "its arguments name {" + protocol + "}, and nothing serves that"))
                .orElseGet(() -> new MenuEntry.Linux(
                        label(entry), linux.kernel(), linux.initrds(), Arguments.filled(linux.arguments(), server)));
    }
}
