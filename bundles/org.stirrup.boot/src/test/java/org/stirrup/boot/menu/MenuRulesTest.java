package org.stirrup.boot.menu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;
import org.stirrup.testkit.boot.Menus;

class MenuRulesTest {
    @ParameterizedTest(name = "policy {0}, host {1}: {2} after {3} s")
    @CsvSource({
        "FIRST, ,           local,    30",
        "FIRST, DISCOVERED, CentOS-7, 0",
        "FIRST, INSTALLING, CentOS-7, 0",
        "FIRST, FAILED,     CentOS-7, 0",
        "FIRST, INSTALLED,  local,    0",
        "MENU,  ,           local,    30",
        "MENU,  DISCOVERED, local,    30",
        "MENU,  INSTALLED,  local,    30",
        "LOCAL, ,           local,    0",
        "LOCAL, FAILED,     local,    0",
        "LOCAL, INSTALLED,  local,    0",
    })
    void policyAndStateDecideTheDefault(Policy policy, Host.State state, String defaultId, long seconds) {
        Menu menu = menu(policy, Optional.ofNullable(state), Menus.centos());
        assertEquals(defaultId, menu.defaultId());
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), menu.timeout());
        assertEquals(List.of("CentOS-7", "local"), ids(menu));
    }

    @Test
    void withoutAnImageThePolicyFirstShowsTheMenu() {
        Menu menu = menu(Policy.FIRST, Optional.of(Host.State.DISCOVERED));
        assertEquals("local", menu.defaultId());
        assertEquals(Optional.of(Duration.ofSeconds(30)), menu.timeout());
    }

    @Test
    void theFirstImageIsTheFirstEntryThatBootsSomethingElseThanTheDisk() {
        MenuEntry disk = new MenuEntry.LocalDisk("my-disk", "My disk");
        MenuEntry submenu = new MenuEntry.Submenu("more", "More", List.of(Menus.centos()));
        MenuEntry chain = new MenuEntry.Chain("other", "Another server", ResourcePath.of("other.0"));
        Menu menu = menu(Policy.FIRST, Optional.of(Host.State.DISCOVERED), disk, submenu, chain);
        assertEquals("other", menu.defaultId());
    }

    @Test
    void aLocalDiskEntryOfAProviderTakesThePlaceOfOurs() {
        Menu menu = menu(Policy.LOCAL, Optional.empty(), new MenuEntry.LocalDisk("sda", "First disk"));
        assertEquals(List.of("sda"), ids(menu));
        assertEquals("sda", menu.defaultId());
    }

    @ParameterizedTest(name = "policy {0}, host {1}: {2} after {3} s")
    @CsvSource({
        "FIRST, ,           local, 30",
        "FIRST, DISCOVERED, mine,  0",
        "FIRST, INSTALLED,  local, 0",
        "MENU,  ,           local, 30",
        "MENU,  FAILED,     mine,  30",
        "MENU,  INSTALLED,  local, 30",
        "LOCAL, ,           local, 30",
        "LOCAL, DISCOVERED, mine,  0",
        "LOCAL, INSTALLED,  local, 0",
    })
    void theAdministratorsDefaultGoesBeforeThePolicyUntilTheMachineIsInstalled(
            Policy policy, Host.State state, String defaultId, long seconds) {
        Menu menu = menu(policy, Optional.ofNullable(state), Menus.centos(), mine(Label.Start.BY_DEFAULT));
        assertEquals(defaultId, menu.defaultId());
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), menu.timeout());
    }

    @Test
    void aDiskThatIsTheDefaultNeedsNobodyWhoRemembers() {
        MenuEntry disk = new MenuEntry.LocalDisk(
                new Label("mine", "Disk", Optional.empty(), Optional.empty(), Label.Start.BY_DEFAULT));
        Menu menu = menu(Policy.FIRST, Optional.empty(), Menus.centos(), disk);
        assertEquals("mine", menu.defaultId());
        assertEquals(Optional.of(Duration.ZERO), menu.timeout());
    }

    @Test
    void whatBootsByHandIsNoImageToBootFirst() {
        Menu menu = menu(Policy.FIRST, Optional.of(Host.State.DISCOVERED), mine(Label.Start.BY_HAND), Menus.centos());
        assertEquals("CentOS-7", menu.defaultId());
    }

    /** Least of all another image. */
    @Test
    void nothingIsStartedInThePlaceOfAnImageThatCannotBe() {
        MenuEntry gone = new MenuEntry.Unavailable(new Label("gone", "Gone"), "gone/vmlinuz: no such file");
        for (Policy policy : Policy.values()) {
            Menu menu = menu(policy, Optional.of(Host.State.DISCOVERED), gone, Menus.centos());
            assertEquals("local", menu.defaultId());
        }
        MenuEntry wanted = gone.with(gone.label().withStart(Label.Start.BY_DEFAULT));
        Menu menu = menu(Policy.LOCAL, Optional.of(Host.State.DISCOVERED), wanted, Menus.centos());
        assertEquals("local", menu.defaultId());
        assertEquals(Optional.of(Duration.ofSeconds(30)), menu.timeout(), "somebody sees that it is not there");
    }

    @Test
    void aDiskBehindAPasswordIsNotTheOneThatBootsByItself() {
        MenuEntry locked = new MenuEntry.LocalDisk(
                new Label("locked", "Disk", Optional.empty(), Optional.of(Menus.PASSWORD), Label.Start.BY_HAND));
        Menu menu = menu(Policy.LOCAL, Optional.empty(), locked);
        assertEquals(List.of("locked", "local"), ids(menu));
        assertEquals("local", menu.defaultId());
    }

    @Test
    void theDiskStandsBeforeTheSubmenusAtTheEnd() {
        MenuEntry tools = new MenuEntry.Submenu("tools", "Tools", List.of());
        MenuEntry more = new MenuEntry.Submenu("more", "More", List.of());
        assertEquals(
                List.of("tools", "CentOS-7", "local", "more", "tools-2"),
                ids(menu(Policy.MENU, Optional.empty(), tools, Menus.centos(), more, tools)));
    }

    @Test
    void aHotKeyChoosesOneEntryOfItsMenu() {
        MenuEntry first = keyed("a", 'x');
        MenuEntry submenu = new MenuEntry.Submenu(
                keyed("s", 'x').label(), List.of(keyed("b", 'x'), keyed("c", 'x'), keyed("d", 'y')));
        Menu menu = menu(Policy.MENU, Optional.empty(), first, submenu);
        assertEquals(List.of("a=x", "local=-", "s=-"), keys(menu.entries()));
        List<MenuEntry> below = ((MenuEntry.Submenu) menu.entries().get(2)).entries();
        assertEquals(List.of("b=x", "c=-", "d=y"), keys(below));
    }

    private static MenuEntry keyed(String id, char key) {
        return new MenuEntry.Chain(
                new Label(id, id, Optional.of(key), Optional.empty(), Label.Start.BY_HAND), ResourcePath.of("x.0"));
    }

    private static List<String> keys(List<MenuEntry> entries) {
        return entries.stream()
                .map(entry -> entry.id() + "="
                        + entry.label().hotKey().map(String::valueOf).orElse("-"))
                .toList();
    }

    private static MenuEntry mine(Label.Start start) {
        return new MenuEntry.Chain(
                new Label("mine", "Mine", Optional.empty(), Optional.empty(), start), ResourcePath.of("mine.0"));
    }

    @Test
    void entriesOfOneIdAreToldApart() {
        MenuEntry loud = new MenuEntry.Chain("CENTOS-7", "Also CentOS", ResourcePath.of("x.0"));
        MenuEntry submenu = new MenuEntry.Submenu("local", "A trap", List.of(Menus.centos()));
        Menu menu = menu(Policy.MENU, Optional.empty(), Menus.centos(), loud, submenu);
        assertEquals(List.of("CentOS-7", "CENTOS-7-2", "local", "local-2"), ids(menu));
        assertEquals("local", menu.defaultId());
        assertEquals(
                "CentOS-7-3",
                ((MenuEntry.Submenu) menu.entries().get(3)).entries().get(0).id());
    }

    @ParameterizedTest(name = "{0} {1}, host {2}: {3} after {4} s")
    @CsvSource({
        "ONCE,   CentOS-7, DISCOVERED, CentOS-7, 0",
        "ONCE,   CentOS-7, INSTALLING, CentOS-7, 0",
        "ONCE,   CentOS-7, FAILED,     CentOS-7, 0",
        "ONCE,   CentOS-7, INSTALLED,  local,    0",
        "ALWAYS, CentOS-7, INSTALLED,  CentOS-7, 0",
        "NEVER,  ,         DISCOVERED, local,    0",
        "NEVER,  CentOS-7, FAILED,     local,    0",
        "MENU,   CentOS-7, DISCOVERED, CentOS-7, 20",
        "MENU,   CentOS-7, INSTALLED,  local,    20",
        "MENU,   ,         DISCOVERED, local,    20",
        "ONCE,   inside,   DISCOVERED, inside,   0",
        "ONCE,   gone,     DISCOVERED, local,    20",
        "ALWAYS, gone,     INSTALLED,  local,    20",
        "MENU,   gone,     DISCOVERED, local,    20",
        "ALWAYS, locked,   DISCOVERED, local,    20",
        "ALWAYS, more,     DISCOVERED, local,    20",
    })
    void anAssignmentGoesBeforeEverythingElse(
            Assignment.Mode mode, String image, Host.State state, String defaultId, long seconds) {
        Assignment assignment = new Assignment(Optional.ofNullable(image), Optional.empty(), mode);
        MenuEntry locked = new MenuEntry.Chain(
                new Label("locked", "Locked", Optional.empty(), Optional.of(Menus.PASSWORD), Label.Start.BY_HAND),
                ResourcePath.of("x.0"));
        MenuEntry inside = new MenuEntry.Chain("inside", "Inside", ResourcePath.of("y.0"));
        MenuEntry more = new MenuEntry.Submenu("more", "More", List.of(inside));
        for (Policy policy : Policy.values()) {
            MenuSettings settings = new MenuSettings(policy, Optional.of(Duration.ofSeconds(20)), "Network boot");
            Menu menu = MenuRules.menu(
                    List.of(mine(Label.Start.BY_DEFAULT), Menus.centos(), locked, more),
                    settings,
                    Optional.of(state),
                    Optional.of(assignment));
            assertEquals(defaultId, menu.defaultId());
            assertEquals(Optional.of(Duration.ofSeconds(seconds)), menu.timeout());
        }
    }

    @Test
    void whatIsAssignedAndNotOfferedIsSaidInTheMenu() {
        Assignment assignment = new Assignment(Optional.of("gone"), Optional.empty(), Assignment.Mode.ONCE);
        Menu menu = assigned(Optional.of(Duration.ofSeconds(30)), assignment);
        assertEquals(List.of("gone", "CentOS-7", "local"), ids(menu));
        assertInstanceOf(MenuEntry.Unavailable.class, menu.entries().get(0));
    }

    @Test
    void aMenuThatIsAlwaysToBeThereWaits() {
        Assignment assignment = new Assignment(Optional.empty(), Optional.empty(), Assignment.Mode.MENU);
        assertEquals(
                Optional.of(Duration.ofSeconds(30)),
                assigned(Optional.of(Duration.ZERO), assignment).timeout());
        assertEquals(Optional.empty(), assigned(Optional.empty(), assignment).timeout());
    }

    private static Menu assigned(Optional<Duration> timeout, Assignment assignment) {
        return MenuRules.menu(
                List.of(Menus.centos()),
                new MenuSettings(Policy.FIRST, timeout, "Network boot"),
                Optional.of(Host.State.DISCOVERED),
                Optional.of(assignment));
    }

    private static Menu menu(Policy policy, Optional<Host.State> state, MenuEntry... offered) {
        MenuSettings settings = new MenuSettings(policy, Optional.of(Duration.ofSeconds(30)), "Network boot");
        return MenuRules.menu(List.of(offered), settings, state, Optional.empty());
    }

    private static List<String> ids(Menu menu) {
        return menu.entries().stream().map(MenuEntry::id).toList();
    }
}
