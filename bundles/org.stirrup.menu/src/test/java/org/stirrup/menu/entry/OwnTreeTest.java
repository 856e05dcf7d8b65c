package org.stirrup.menu.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.testkit.boot.Machines;

class OwnTreeTest {
    private final List<Entry> all = new ArrayList<>();

    @Test
    void entriesAreInTheirSubmenusAndInTheirOrder() {
        add("z", "kind", "disk", "order", "1");
        add("tools", "kind", "submenu", "title", "Tools", "order", "2");
        add("deep", "kind", "submenu", "parent", "tools");
        add("a", "kernel", "a", "parent", "deep");
        add("c", "kind", "disk", "title", "Same", "parent", "tools", "order", "-1");
        add("b", "kind", "disk", "title", "Same", "parent", "tools", "order", "-1");
        add("test", "kind", "memtest", "parent", "tools");
        add("empty", "kind", "submenu");
        assertEquals("z tools(b c deep(a) test)", text(menu(Machines.bios())));
    }

    @Test
    void anEntryIsForThoseWhoAreNamed() {
        add("all", "kind", "disk");
        add("mac", "kind", "disk", "macs", Machines.MAC.text());
        add("other-mac", "kind", "disk", "macs", "02:00:00:00:00:01");
        add("lab", "kind", "disk", "groups", "lab east");
        add("lab-or-mac", "kind", "disk", "groups", "north", "macs", Machines.MAC.text());
        add("west", "kind", "disk", "groups", "west");
        add("bios", "kind", "disk", "architectures", "bios");
        add("uefi", "kind", "disk", "architectures", "uefi-x64");
        add("lab-uefi", "kind", "disk", "groups", "lab", "architectures", "uefi-x64");
        assertEquals("all bios lab lab-or-mac mac", text(menu(Machines.bios(), "lab")));
        assertEquals("all lab lab-or-mac lab-uefi mac uefi", text(menu(Machines.uefi(), "lab")));
        assertEquals("all west", text(menu(Machines.stranger(), "west")), "nothing is known of its firmware");
    }

    @Test
    void whatIsInASubmenuThatIsNotForAMachineIsNotEither() {
        add("tools", "kind", "submenu", "groups", "lab");
        add("a", "kind", "disk", "parent", "tools");
        assertEquals("", text(menu(Machines.bios())));
        assertEquals("tools(a)", text(menu(Machines.bios(), "lab")));
    }

    @Test
    void theDefaultThatNamesTheMachineMostCloselyCounts() {
        add("all", "kind", "disk", "default", "true");
        assertEquals(List.of("all"), defaults(Machines.bios()));
        add("bios", "kind", "disk", "default", "true", "architectures", "bios");
        assertEquals(List.of("bios"), defaults(Machines.bios()));
        add("lab", "kind", "disk", "default", "true", "groups", "lab", "order", "2");
        add("lab-first", "kind", "disk", "default", "true", "groups", "lab", "order", "1");
        assertEquals(List.of("lab-first"), defaults(Machines.bios(), "lab"));
        add("mac", "kind", "disk", "default", "true", "macs", Machines.MAC.text(), "order", "9");
        assertEquals(List.of("mac"), defaults(Machines.bios(), "lab"));
        assertEquals(List.of("all"), defaults(Machines.stranger()));
    }

    @Test
    void placeholdersAreFilledWithWhatTheMachineReaches() {
        add("a", "kernel", "k", "arguments", "root={http}fs ip={server} x={other} y={http}$1\\");
        MenuEntry.Linux linux = (MenuEntry.Linux) menu(Machines.bios()).get(0);
        assertEquals(
                List.of("root=http://192.168.77.1/fs", "ip=192.168.77.1", "x={other}", "y=http://192.168.77.1/$1\\"),
                linux.arguments());
    }

    @Test
    void whatNamesAServerThatIsNotThereCannotBeBooted() {
        add("a", "kernel", "k", "arguments", "root={http}fs");
        BootServer server = new BootServer(Machines.SERVER_ADDRESS, Map.of());
        assertEquals(
                List.of(new MenuEntry.Unavailable(
                        all.get(0).content().label(), "its arguments name {http}, and nothing serves that")),
                OwnTree.of(all, Machines.bios(), List.of(), server, OwnTreeTest::memtest));
    }

    @Test
    void entriesThatNoMenuLeadsToAreFound() {
        add("top", "kind", "disk");
        add("tools", "kind", "submenu");
        add("in", "kind", "disk", "parent", "tools");
        add("nowhere", "kind", "disk", "parent", "toolz");
        add("in-a-disk", "kind", "disk", "parent", "top");
        add("ring", "kind", "submenu", "parent", "ring-2");
        add("ring-2", "kind", "submenu", "parent", "ring");
        assertEquals(
                List.of("nowhere", "in-a-disk", "ring", "ring-2"),
                OwnTree.lost(all).stream().map(Entry::id).toList());
        assertEquals("tools(in) top", text(menu(Machines.bios())));
    }

    private void add(String name, String... given) {
        Map<String, String> keys = new HashMap<>();
        for (int i = 0; i < given.length; i += 2) {
            keys.put(given[i], given[i + 1]);
        }
        OwnEntry own = Configurations.entry(name, keys);
        assertEquals(List.of(), own.findings());
        all.add(own.entry().orElseThrow());
    }

    private List<MenuEntry> menu(BootClient client, String... groups) {
        return OwnTree.of(all, client, List.of(groups), Machines.SERVER, OwnTreeTest::memtest);
    }

    private static MenuEntry memtest(Label label, BootClient client) {
        return new MenuEntry.Unavailable(label, "a test");
    }

    private List<String> defaults(BootClient client, String... groups) {
        return menu(client, groups).stream()
                .filter(entry -> entry.label().start() == Label.Start.BY_DEFAULT)
                .map(MenuEntry::id)
                .toList();
    }

    private static String text(List<MenuEntry> entries) {
        return String.join(
                " ",
                entries.stream()
                        .map(entry -> entry.id()
                                + Optional.of(entry)
                                        .filter(MenuEntry.Submenu.class::isInstance)
                                        .map(it -> "(" + text(((MenuEntry.Submenu) it).entries()) + ")")
                                        .orElse(""))
                        .toList());
    }
}
