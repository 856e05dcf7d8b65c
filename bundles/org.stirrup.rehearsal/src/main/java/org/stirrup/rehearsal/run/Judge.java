package org.stirrup.rehearsal.run;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.api.rehearsal.Order;
import org.stirrup.api.rehearsal.Verdict;

/** Says what came of a rehearsal, from what was seen on its network. */
final class Judge {
    /** A loader goes on to the disk at once; what is seen of it on the network is silence. */
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private Judge() {}

    static Verdict of(Evidence seen) {
        return reported(seen)
                .or(() -> refused(seen))
                .or(() -> loaded(seen))
                .or(() -> off(seen))
                .or(() -> disk(seen))
                .orElseGet(() ->
                        new Verdict.Pending(seen.lines().isEmpty() ? "nothing was heard of it yet" : stands(seen)));
    }

    /** When there is no more time, or the PC is off: what is not known now is not so. */
    static Verdict last(Evidence seen, Order.Goal goal) {
        Verdict verdict = of(seen);
        if (verdict instanceof Verdict.Boots boots && goal == Order.Goal.INSTALLED && !isInstalled(seen)) {
            return new Verdict.Fails("the end of its installation was not reported; " + boots.text());
        }
        return verdict instanceof Verdict.Pending pending
                ? new Verdict.Fails("it stands still: " + pending.text())
                : verdict;
    }

    /** Whether there is nothing more to wait for. */
    static boolean isFinal(Verdict verdict, Evidence seen, Order.Goal goal) {
        return verdict instanceof Verdict.Boots
                ? goal == Order.Goal.STARTED || isInstalled(seen)
                : !(verdict instanceof Verdict.Pending);
    }

    private static boolean isInstalled(Evidence seen) {
        return seen.last(Kind.REPORT)
                .filter(line ->
                        line.event().details().getOrDefault("report", "").equals("installed"))
                .isPresent();
    }

    private static Optional<Verdict> reported(Evidence seen) {
        return seen.last(Kind.REPORT).map(line -> switch (line.event().details().getOrDefault("report", "")) {
            case "failed" ->
                new Verdict.Fails(
                        "its installer reported a failure: " + line.event().text());
            case "installed" -> new Verdict.Boots("it is installed: its installer reported the end");
            default -> new Verdict.Boots("its installer works, and reported that");
        });
    }

    private static Optional<Verdict> refused(Evidence seen) {
        return seen.last(Kind.STOPPED)
                .or(() -> seen.last(Kind.NO_LOADER))
                .filter(line -> seen.after(line).stream().noneMatch(Judge::isTransfer))
                .map(line -> new Verdict.Fails(line.event().text()));
    }

    /** The entry of which it has everything. */
    private static Optional<Verdict> loaded(Evidence seen) {
        for (MenuEntry entry : seen.entries()) {
            List<Optional<BootJournal.Line>> sent =
                    entry.files().stream().map(path -> seen.sent(path.text())).toList();
            if (sent.stream().allMatch(Optional::isPresent)) {
                BootJournal.Line last = sent.stream()
                        .map(Optional::orElseThrow)
                        .max(Comparator.comparing(BootJournal.Line::number))
                        .orElseThrow();
                return Optional.of(running(seen, entry, last));
            }
        }
        return Optional.empty();
    }

    /** Whether what it has runs: then it shows on the network, if only by asking for an address of its own. */
    private static Verdict running(Evidence seen, MenuEntry entry, BootJournal.Line last) {
        String what = entry.title();
        return seen.after(last).stream()
                .filter(line -> isTransfer(line) || isAsking(line))
                .filter(line ->
                        entry.files().stream().noneMatch(path -> path.text().equals(Evidence.file(line))))
                .findFirst()
                .<Verdict>map(line -> new Verdict.Boots(what + " runs: it "
                        + (isTransfer(line) ? "fetched " + Evidence.file(line) : "asked for an address of its own")))
                .orElseGet(() -> seen.on()
                        ? new Verdict.Pending("all of " + what + " was sent; it has not shown itself since")
                        : new Verdict.Fails("all of " + what + " was sent, and the PC switched itself off or started"
                                + " anew without a word"));
    }

    private static Optional<Verdict> off(Evidence seen) {
        return seen.on()
                ? Optional.empty()
                : Optional.of(new Verdict.Fails("the PC switched itself off or started anew; " + stands(seen)));
    }

    private static Optional<Verdict> disk(Evidence seen) {
        Duration wait = seen.menu().timeout().orElse(Duration.ZERO).plus(SETTLED);
        long files = seen.lines().stream()
                .filter(line -> line.event().kind() == Kind.TRANSFER_END)
                .map(Evidence::file)
                .distinct()
                .count();
        boolean chosen = seen.menu().defaultEntry() instanceof MenuEntry.LocalDisk
                && seen.menu().timeout().isPresent();
        // The loader alone is one file; with its menu it is more.
        return chosen && files > 1 && seen.silence().compareTo(wait) > 0
                ? Optional.of(new Verdict.Boots("without a key it goes on to its own disk, as its menu says; the disk"
                        + " of a rehearsal is empty"))
                : Optional.empty();
    }

    private static boolean isTransfer(BootJournal.Line line) {
        return line.event().kind() == Kind.TRANSFER_START || line.event().kind() == Kind.TRANSFER_END;
    }

    private static boolean isAsking(BootJournal.Line line) {
        return line.event().kind() == Kind.DISCOVER || line.event().kind() == Kind.REQUEST;
    }

    private static String stands(Evidence seen) {
        if (seen.lines().isEmpty()) {
            return "nothing was heard of it";
        }
        BootEvent last = seen.lines().get(seen.lines().size() - 1).event();
        String file = last.details().getOrDefault("file", last.text());
        return "the last that was seen of it is " + last.kind().name().replace('_', ' ') + " " + file;
    }
}
