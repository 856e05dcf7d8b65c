package org.stirrup.console.progress;

import java.net.Inet4Address;
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
public record BootProgress(MacAddress mac, Optional<Inet4Address> address, Boot boot, Optional<Mark> asked, Mark last) {

    /** All lines of one machine, oldest first; empty for none. */
    public static Optional<BootProgress> of(MacAddress mac, List<BootJournal.Line> lines) {
        Optional<BootProgress> progress = Optional.empty();
        for (BootJournal.Line line : lines) {
            progress = Optional.of(progress.orElse(begin(mac, line)).next(line));
        }
        return progress;
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
            case BOOTP -> seen.asking().restarted().at(Stage.ADDRESSED, "");
            case OFFER -> firmware(event) ? seen.restarted() : seen;
            case ACK -> seen.acknowledged(event);
            case NAK -> boot.stage().early() ? seen.at(Stage.FAILED, event.text()) : seen;
            case NO_LOADER -> seen.restarted().at(Stage.NO_LOADER, event.text());
            case TRANSFER_START, TRANSFER_END, TRANSFER_FAILED ->
                Transfer.of(line).map(seen::transfer).orElse(seen);
            case REPORT -> seen.reported(event);
            default -> seen;
        };
    }

    private BootProgress asking() {
        BootProgress asking = new BootProgress(mac, address, boot, Optional.of(last), last);
        return boot.stage().early() || boot.stage().stuck() ? asking.restarted() : asking;
    }

    /** It was firmware that asked last. */
    private BootProgress restarted() {
        return asked.map(mark -> new BootProgress(mac, address, Boot.at(mark), Optional.empty(), last))
                .orElse(this);
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
        return switch (event.details().getOrDefault("state", "")) {
            case "INSTALLED" -> at(Stage.INSTALLED, "");
            case "FAILED" -> at(Stage.FAILED, event.text());
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
