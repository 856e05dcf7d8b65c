package org.stirrup.menu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.menu.entry.Configurations;
import org.stirrup.menu.memtest.Memtest;
import org.stirrup.menu.memtest.MemtestConfig;
import org.stirrup.testkit.boot.Machines;

class OwnMenuTest {
    @TempDir
    Path boot;

    private OwnMenu menu;

    @BeforeEach
    void start() {
        MemtestConfig config = (MemtestConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MemtestConfig.class},
                (proxy, method, arguments) -> method.getName().equals("folders") ? boot.toString() : "auto");
        menu = new OwnMenu(new Memtest(config, Map.of()));
    }

    @Test
    void withoutAConfigurationTheMenuHasTheMemoryTestOrNothing() throws IOException {
        assertEquals(List.of(), menu.entries(Machines.bios(), Machines.SERVER));
        Files.createFile(boot.resolve("memtest86+x64.bin"));
        List<MenuEntry> entries = menu.entries(Machines.bios(), Machines.SERVER);
        assertEquals(List.of("tools"), ids(entries));
        assertEquals(List.of("memtest"), ids(((MenuEntry.Submenu) entries.get(0)).entries()));
        assertEquals(List.of(), menu.entries(Machines.uefi(), Machines.SERVER));
    }

    @Test
    void anOwnEntryTakesThePlaceOfTheMemoryTestThatOffersItself() throws IOException {
        Files.createFile(boot.resolve("memtest86+x64.bin"));
        menu.configured = List.of(Configurations.entry("mine", Map.of("kind", "memtest")));
        assertEquals(List.of("mine"), ids(menu.entries(Machines.bios(), Machines.SERVER)));
    }

    @Test
    void theMemoryTestGoesIntoASubmenuOfToolsThatIsThereAlready() throws IOException {
        Files.createFile(boot.resolve("memtest86+x64.bin"));
        menu.configured = List.of(
                Configurations.entry("tools", Map.of("kind", "submenu", "title", "My tools")),
                Configurations.entry("disk", Map.of("kind", "disk", "parent", "tools")));
        List<MenuEntry> entries = menu.entries(Machines.bios(), Machines.SERVER);
        assertEquals(List.of("tools"), ids(entries));
        assertEquals("My tools", entries.get(0).title());
        assertEquals(List.of("disk", "memtest"), ids(((MenuEntry.Submenu) entries.get(0)).entries()));
    }

    @Test
    void theGroupsOfAHostCount() {
        menu.configured = List.of(
                Configurations.entry("lab", Map.of("kind", "disk", "groups", "lab")),
                Configurations.entry("all", Map.of("kind", "disk")));
        assertEquals(List.of("all"), ids(menu.entries(Machines.bios(), Machines.SERVER)));
        menu.hosts = hosts("lab");
        assertEquals(List.of("all", "lab"), ids(menu.entries(Machines.bios(), Machines.SERVER)));
        menu.hosts = hosts();
        assertEquals(List.of("all"), ids(menu.entries(Machines.bios(), Machines.SERVER)));
    }

    @Test
    void whatIsWrongBetweenEntriesIsSaid() {
        menu.configured = List.of(
                Configurations.entry("a", Map.of("kind", "disk", "id", "same")),
                Configurations.entry("b", Map.of("kind", "disk", "id", "same", "parent", "toolz")),
                Configurations.entry("c", Map.of("kind", "memtest")),
                Configurations.entry("d", Map.of("kind", "nonsense")));
        assertEquals(
                List.of(
                        "/etc/org.stirrup.menu.entry-b.cfg: parent=toolz: no menu leads to that submenu: the entry is"
                                + " not shown",
                        "/etc/org.stirrup.menu.entry-b.cfg: id=same: is that of /etc/org.stirrup.menu.entry-a.cfg too",
                        "/etc/org.stirrup.menu.entry-c.cfg: kind=memtest: memtest86+ is not installed; looked in ["
                                + boot + "]"),
                menu.findings().stream()
                        .map(it -> it.source() + ": " + it.message())
                        .toList());
        assertEquals(List.of("c", "same"), ids(menu.entries(Machines.bios(), Machines.SERVER)));
    }

    private static HostDirectory hosts(String... groups) {
        Host host = new Host(
                Machines.MAC,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(groups),
                Host.State.DISCOVERED,
                "",
                "token",
                Instant.EPOCH,
                Instant.EPOCH);
        return (HostDirectory) Proxy.newProxyInstance(
                OwnMenuTest.class.getClassLoader(),
                new Class<?>[] {HostDirectory.class},
                (proxy, method, arguments) ->
                        Optional.of(host).filter(it -> it.mac().equals(arguments[0])));
    }

    private static List<String> ids(List<MenuEntry> entries) {
        return entries.stream().map(MenuEntry::id).toList();
    }
}
