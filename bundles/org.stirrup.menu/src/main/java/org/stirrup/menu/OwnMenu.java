package org.stirrup.menu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.MenuProvider;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.menu.entry.Entry;
import org.stirrup.menu.entry.OwnEntry;
import org.stirrup.menu.entry.OwnTree;
import org.stirrup.menu.memtest.Memtest;

/** The administrator's own entries, after the installers' images, and the memory test where it is installed. */
@Component(
        service = {MenuProvider.class, SelfCheck.class},
        property = "service.ranking:Integer=-10")
public final class OwnMenu implements MenuProvider, SelfCheck {
    private static final Label TOOLS = byHand("tools", "Tools");
    private static final Label MEMTEST = byHand("memtest", "Memory test");

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile List<OwnEntry> configured = List.of();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HostDirectory hosts;

    private final Memtest memtest;

    @Activate
    public OwnMenu(@Reference Memtest memtest) {
        this.memtest = memtest;
    }

    private static Label byHand(String id, String title) {
        return new Label(id, title, Optional.empty(), Optional.empty(), Label.Start.BY_HAND);
    }

    @Override
    public List<MenuEntry> entries(BootClient client, BootServer server) {
        List<Entry> all =
                configured.stream().flatMap(each -> each.entry().stream()).toList();
        List<MenuEntry> entries = new ArrayList<>(OwnTree.of(all, client, groups(client), server, memtest::entry));
        boolean own = all.stream().anyMatch(entry -> entry.content() instanceof Entry.Content.Memtest);
        if (!own && memtest.offersItself(client)) {
            addTool(entries, memtest.entry(MEMTEST, client));
        }
        return entries;
    }

    /** Into the administrator's own submenu of tools, where there is one. */
    private static void addTool(List<MenuEntry> entries, MenuEntry tool) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof MenuEntry.Submenu submenu
                    && submenu.id().equals(TOOLS.id())) {
                List<MenuEntry> more = Stream.concat(submenu.entries().stream(), Stream.of(tool))
                        .toList();
                entries.set(i, new MenuEntry.Submenu(submenu.label(), more));
                return;
            }
        }
        entries.add(new MenuEntry.Submenu(TOOLS, List.of(tool)));
    }

    private List<String> groups(BootClient client) {
        HostDirectory now = hosts;
        return now == null
                ? List.of()
                : now.find(client.mac()).map(Host::groups).orElse(List.of());
    }

    /** What is wrong between entries; each one's own faults are its own to say. */
    @Override
    public List<Finding> findings() {
        List<OwnEntry> now = configured.stream()
                .filter(each -> each.entry().isPresent())
                .sorted(Comparator.comparing(OwnEntry::source))
                .toList();
        return Stream.of(lost(now), doubles(now), withoutMemtest(now))
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<Finding> lost(List<OwnEntry> now) {
        List<Entry> lost = OwnTree.lost(
                now.stream().map(each -> each.entry().orElseThrow()).toList());
        return now.stream()
                .filter(each -> lost.contains(each.entry().orElseThrow()))
                .map(each -> warning(
                        each,
                        "parent=" + each.entry().orElseThrow().parent().orElse("")
                                + ": no menu leads to that submenu: the entry is not shown",
                        "write the id of an entry with kind=submenu, or nothing for the top menu"));
    }

    private static Stream<Finding> doubles(List<OwnEntry> now) {
        Map<String, List<OwnEntry>> byId = now.stream()
                .collect(
                        Collectors.groupingBy(each -> each.entry().orElseThrow().id()));
        return byId.values().stream()
                .filter(same -> same.size() > 1)
                .map(same -> warning(
                        same.get(1),
                        "id=" + same.get(1).entry().orElseThrow().id() + ": is that of "
                                + same.get(0).source() + " too",
                        "give it another id"));
    }

    private Stream<Finding> withoutMemtest(List<OwnEntry> now) {
        return now.stream()
                .filter(each -> each.entry().orElseThrow().content() instanceof Entry.Content.Memtest)
                .filter(each -> !memtest.isInstalled())
                .map(each -> warning(
                        each,
                        "kind=memtest: memtest86+ is not installed; looked in " + memtest.folders(),
                        Memtest.INSTALL));
    }

    private static Finding warning(OwnEntry entry, String message, String remedy) {
        return new Finding(Finding.Severity.WARNING, entry.source(), message, remedy);
    }
}
