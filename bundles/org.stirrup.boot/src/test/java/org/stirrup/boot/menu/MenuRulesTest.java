package org.stirrup.boot.menu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;
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

    @Test
    void entriesOfOneIdAreToldApart() {
        MenuEntry loud = new MenuEntry.Chain("CENTOS-7", "Also CentOS", ResourcePath.of("x.0"));
        MenuEntry submenu = new MenuEntry.Submenu("local", "A trap", List.of(Menus.centos()));
        Menu menu = menu(Policy.MENU, Optional.empty(), Menus.centos(), loud, submenu);
        assertEquals(List.of("CentOS-7", "CENTOS-7-2", "local", "local-2"), ids(menu));
        assertEquals("local-2", menu.defaultId());
        assertEquals(
                "CentOS-7-3",
                ((MenuEntry.Submenu) menu.entries().get(2)).entries().get(0).id());
    }

    private static Menu menu(Policy policy, Optional<Host.State> state, MenuEntry... offered) {
        MenuSettings settings = new MenuSettings(policy, Optional.of(Duration.ofSeconds(30)), "Network boot");
        return MenuRules.menu(List.of(offered), settings, state);
    }

    private static List<String> ids(Menu menu) {
        return menu.entries().stream().map(MenuEntry::id).toList();
    }
}
