package org.stirrup.console.progress;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;

/**
 * How far a machine is, folded from the journal's lines about it. A value: the next line gives the next one.
 *
 * @param mac whose
 * @param address the last that was seen with it
 * @param boot the last boot
 * @param asked the last request for an address of which it is not yet known whether firmware made it, and so began a
 *     new boot, or what was booted did
 * @param last the last line
 */
public record BootProgress(MacAddress mac, Optional<InetAddress> address, Boot boot, Optional<Mark> asked, Mark last) {

    /** A loader that was just sent asks for its own address within this time; a machine takes longer to start anew. */
    private static final Duration CHAINING = Duration.ofSeconds(20);

    /** All lines of one machine, oldest first; empty for none. */
    public static Optional<BootProgress> of(MacAddress mac, List<BootJournal.Line> lines) {
        Optional<BootProgress> progress = Optional.empty();
        for (BootJournal.Line line : lines) {
            progress = Optional.of(progress.orElse(begin(mac, line)).next(line));
        }
        return progress;
    }

    /**
     * Every boot of a machine that its lines tell of, oldest first; the last one is that of {@link #of}. What only asked
     * for an address, and was followed by another boot, is none.
     */
    public static List<Boot> boots(MacAddress mac, List<BootJournal.Line> lines) {
        List<Boot> boots = new ArrayList<>();
        Optional<BootProgress> progress = Optional.empty();
        for (BootJournal.Line line : lines) {
            BootProgress before = progress.orElse(begin(mac, line));
            BootProgress after = before.next(line);
            if (!after.boot().began().equals(before.boot().began())
                    && before.boot().stage() != Stage.DISCOVERED) {
                boots.add(before.boot());
            }
            progress = Optional.of(after);
        }
        progress.ifPresent(last -> boots.add(last.boot()));
        return boots;
    }

    /** Before the oldest line that is kept of a machine. */
    static BootProgress begin(MacAddress mac, BootJournal.Line oldest) {
        Mark mark = Mark.of(oldest);
        return new BootProgress(mac, Optional.empty(), Boot.at(mark), Optional.empty(), mark);
    }

    /** As it is after another line. */
    public BootProgress next(BootJournal.Line line) {
        BootEvent event = line.event();
        BootProgress seen = new BootProgress(mac, event.address().or(() -> address), boot, asked, Mark.of(line));
        return switch (event.kind()) {
            case DISCOVER -> seen.asking();
            // A BOOTREPLY is written as BOOTP too; it is the one that has an address.
            case BOOTP ->
                event.address().isPresent()
                        ? seen.acknowledged(event)
                        : seen.asking().restarted();
            case OFFER -> firmware(event) ? seen.restarted() : seen;
            case ACK -> seen.acknowledged(event);
            case NAK -> boot.stage().early() ? seen.at(Stage.FAILED, event.text()) : seen;
            case NO_LOADER -> seen.restarted().at(Stage.NO_LOADER, event.text());
            case TRANSFER_START, TRANSFER_END, TRANSFER_FAILED ->
                Transfer.of(line).map(seen::transfer).orElse(seen);
            case STOPPED -> seen.at(Stage.FAILED, event.text());
            case REPORT -> seen.reported(event);
            default -> seen;
        };
    }

    private BootProgress asking() {
        BootProgress asking = new BootProgress(mac, address, boot, Optional.of(last), last);
        return boot.stage().early() || boot.stage().stuck() ? asking.restarted() : asking;
    }

    /** It was firmware that asked last, or a loader that asks again as soon as it runs, as iPXE does. */
    private BootProgress restarted() {
        if (asked.isEmpty()) {
            return this;
        }
        Mark mark = asked.get();
        boolean chained = boot.stage() == Stage.LOADER
                && boot.file()
                        .flatMap(Transfer::ended)
                        .filter(ended -> mark.time().isBefore(ended.plus(CHAINING)))
                        .isPresent();
        return new BootProgress(mac, address, chained ? boot : Boot.at(mark), Optional.empty(), last);
    }

    private BootProgress acknowledged(BootEvent event) {
        BootProgress now = firmware(event) ? restarted() : this;
        return now.boot.stage().early() ? now.at(Stage.ADDRESSED, "") : now;
    }

    private BootProgress transfer(Transfer sent) {
        // A loader's program after a kernel: the machine was switched on again.
        boolean again =
                FileRole.of(sent.file()) == FileRole.LOADER && boot.stage().compareTo(Stage.KERNEL) >= 0;
        BootProgress now = again ? restarted() : this;
        return new BootProgress(mac, address, now.boot.file(sent), now.asked, last);
    }

    private BootProgress reported(BootEvent event) {
        return switch (event.details().getOrDefault("report", "")) {
            case "installed" -> at(Stage.INSTALLED, "");
            case "failed" -> at(Stage.FAILED, event.text());
            default -> at(Stage.INSTALLING, "");
        };
    }

    private BootProgress at(Stage stage, String because) {
        return new BootProgress(mac, address, boot.stage(stage, because), asked, last);
    }

    /** An answer that names a boot file goes to firmware, not to an operating system. */
    private static boolean firmware(BootEvent event) {
        return event.details().containsKey("loader") || event.details().containsKey("file");
    }
}
