package org.stirrup.rehearsal.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;

/**
 * What there is to judge a rehearsal by.
 *
 * @param lines the journal's about the virtual PC, oldest first
 * @param menu that it is offered
 * @param on whether the virtual PC is
 * @param switchedOn when it was
 * @param now when it is looked at
 */
record Evidence(List<BootJournal.Line> lines, Menu menu, boolean on, Instant switchedOn, Instant now) {
    Optional<BootJournal.Line> last(BootEvent.Kind kind) {
        return lines.stream().filter(line -> line.event().kind() == kind).reduce((former, later) -> later);
    }

    /** How long nothing was heard of it. */
    Duration silence() {
        Instant last =
                lines.isEmpty() ? switchedOn : lines.get(lines.size() - 1).time();
        return Duration.between(last, now);
    }

    List<BootJournal.Line> after(BootJournal.Line line) {
        return lines.stream().filter(other -> other.number() > line.number()).toList();
    }

    /** Those that were sent whole, the latest line of each. */
    Optional<BootJournal.Line> sent(String file) {
        return lines.stream()
                .filter(line -> line.event().kind() == BootEvent.Kind.TRANSFER_END
                        && file(line).equals(file))
                .reduce((former, later) -> later);
    }

    /** The path in the content tree of the file that a line is about; empty for a line about none. */
    static String file(BootJournal.Line line) {
        // HTTP and FTP write it with the slash that it was asked for with.
        return line.event().details().getOrDefault("file", "").replaceFirst("^/+", "");
    }

    /** Every entry that loads something, those of submenus too. */
    List<MenuEntry> entries() {
        List<MenuEntry> all = new ArrayList<>();
        collect(menu.entries(), all);
        return all;
    }

    private static void collect(List<MenuEntry> entries, List<MenuEntry> all) {
        for (MenuEntry entry : entries) {
            if (entry instanceof MenuEntry.Submenu submenu) {
                collect(submenu.entries(), all);
            } else if (!entry.files().isEmpty()) {
                all.add(entry);
            }
        }
    }
}
