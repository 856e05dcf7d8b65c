package org.stirrup.console.progress;

import java.util.ArrayList;
import java.util.List;
import org.stirrup.api.journal.BootJournal;

/** Joins the journal's lines about a file's beginning and end. */
public final class Transfers {
    private Transfers() {}

    /** In the order in which they began; several may be under way at once. */
    public static List<Transfer> of(List<BootJournal.Line> lines) {
        List<Transfer> all = new ArrayList<>();
        for (BootJournal.Line line : lines) {
            Transfer.of(line).ifPresent(sent -> {
                int open = lastOpen(all, sent);
                if (open >= 0) {
                    all.set(open, all.get(open).endedBy(sent));
                } else {
                    all.add(sent);
                }
            });
        }
        return List.copyOf(all);
    }

    private static int lastOpen(List<Transfer> all, Transfer end) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).endsIn(end)) {
                return i;
            }
        }
        return -1;
    }
}
