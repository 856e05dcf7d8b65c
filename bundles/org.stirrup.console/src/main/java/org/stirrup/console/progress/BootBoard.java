package org.stirrup.console.progress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootJournal;

/** How far every machine is, brought up to date from the journal's new lines each time somebody looks. */
public final class BootBoard {
    /** Machines shown; the one that was silent longest is forgotten first. */
    private static final int MACHINES = 5000;

    private final Map<MacAddress, BootProgress> machines = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<MacAddress, BootProgress> eldest) {
            return size() > MACHINES;
        }
    };
    private BootJournal read;
    private long lastLine;

    /**
     * How far every machine is.
     *
     * @param lastLine the greatest line number that counts in it; 0 for none
     */
    public record View(List<BootProgress> machines, long lastLine) {}

    /** @param journal the one that is there now; another than last time is read from its beginning */
    public synchronized View read(BootJournal journal) {
        if (journal != read) {
            machines.clear();
            lastLine = 0;
            read = journal;
        }
        for (BootJournal.Line line : journal.lines(Optional.empty(), lastLine, Integer.MAX_VALUE)) {
            lastLine = Math.max(lastLine, line.number());
            line.event()
                    .mac()
                    .ifPresent(mac -> machines.merge(
                            mac, BootProgress.begin(mac, line).next(line), (before, first) -> before.next(line)));
        }
        return new View(List.copyOf(machines.values()), lastLine);
    }
}
