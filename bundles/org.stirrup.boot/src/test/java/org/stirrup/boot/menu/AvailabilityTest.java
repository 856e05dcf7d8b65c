package org.stirrup.boot.menu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.boot.Menus;

class AvailabilityTest {
    private static final MenuEntry.Chain CHAIN = new MenuEntry.Chain("chain", "Chain", ResourcePath.of("a.0"));

    @Test
    void whereEverythingIsThereNothingChanges() {
        Availability all = new Availability(path -> Optional.empty());
        assertEquals(Menus.odd().entries(), all.of(Menus.odd().entries()));
    }

    @Test
    void anEntryWhoseFileIsMissingSaysSoAndTheOthersStay() {
        Availability some = new Availability(
                path -> path.name().equals("initrd.img") ? Optional.of("no such file") : Optional.empty());
        MenuEntry submenu = new MenuEntry.Submenu("more", "More", List.of(CHAIN, Menus.centos(), Menus.LOCAL));
        MenuEntry gone = new MenuEntry.Unavailable(
                Menus.centos().label(), "pub/CentOS-7/images/pxeboot/initrd.img: no such file");
        assertEquals(
                List.of(gone, CHAIN, new MenuEntry.Submenu("more", "More", List.of(CHAIN, gone, Menus.LOCAL))),
                some.of(List.of(Menus.centos(), CHAIN, submenu)));
    }

    @Test
    void anEntryThatNamesNoFileIsForTheLoaderToJudge() {
        Availability none = new Availability(path -> Optional.of("no such file"));
        MenuEntry nothing = new MenuEntry.Chain("x", "X", ResourcePath.ROOT);
        assertEquals(List.of(nothing, Menus.LOCAL), none.of(List.of(nothing, Menus.LOCAL)));
    }
}
