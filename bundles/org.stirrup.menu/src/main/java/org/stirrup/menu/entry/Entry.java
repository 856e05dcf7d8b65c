package org.stirrup.menu.entry;

import java.util.Optional;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MenuEntry;

/**
 * An entry as the administrator wrote it.
 *
 * @param content what it boots
 * @param parent id of the submenu that it is in; empty for the top menu
 * @param order small numbers come first
 * @param audience for whom it is
 */
public record Entry(Content content, Optional<String> parent, int order, Audience audience) {

    /** What an entry boots. */
    public sealed interface Content {
        Label label();

        /**
         * The same for every machine; a submenu is empty here. Kernel arguments have placeholders: see {@link
         * Arguments}.
         */
        record Fixed(MenuEntry entry) implements Content {
            @Override
            public Label label() {
                return entry.label();
            }
        }

        /** The memory test, which is another program for each firmware. */
        record Memtest(Label label) implements Content {}
    }

    public String id() {
        return content.label().id();
    }

    boolean isSubmenu() {
        return content instanceof Content.Fixed fixed && fixed.entry() instanceof MenuEntry.Submenu;
    }
}
