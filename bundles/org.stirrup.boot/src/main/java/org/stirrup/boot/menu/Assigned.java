package org.stirrup.boot.menu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.host.Assignment;

/** Sees to it that what a machine is assigned stands in its top menu, where alone it can boot by itself. */
final class Assigned {
    private Assigned() {}

    /**
     * The entries, with what is assigned brought up from a submenu, or with a word of it where nobody offers it: a person
     * at the machine sees why it does not boot.
     */
    static List<MenuEntry> among(List<MenuEntry> offered, Optional<Assignment> assignment) {
        Optional<String> image = assignment
                .filter(given -> given.mode() != Assignment.Mode.NEVER)
                .flatMap(Assignment::image);
        if (image.isEmpty() || offered.stream().anyMatch(entry -> entry.id().equals(image.get()))) {
            return offered;
        }
        List<MenuEntry> all = new ArrayList<>(offered);
        all.add(0, find(offered, image.get()).orElseGet(() -> missing(image.get())));
        return all;
    }

    private static Optional<MenuEntry> find(List<MenuEntry> entries, String id) {
        return entries.stream()
                .flatMap(entry -> entry instanceof MenuEntry.Submenu submenu
                                && submenu.label().password().isEmpty()
                        ? Stream.concat(
                                submenu.entries().stream()
                                        .filter(inside -> inside.id().equals(id)),
                                find(submenu.entries(), id).stream())
                        : Stream.empty())
                .findFirst();
    }

    private static MenuEntry missing(String id) {
        return new MenuEntry.Unavailable(
                new Label(id, id), "assigned to this machine, which is offered nothing of that name");
    }
}
