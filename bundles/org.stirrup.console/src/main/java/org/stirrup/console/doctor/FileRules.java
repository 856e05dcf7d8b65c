package org.stirrup.console.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.console.progress.FileRole;
import org.stirrup.console.progress.Stage;
import org.stirrup.console.progress.Transfer;

/** What goes wrong with files, and after them. */
final class FileRules {
    /** Firmware breaks its first request off: that one asks for the size alone. */
    private static final int BREAKS = 2;

    private static final int ROUNDS = 4;

    /** Loaders go on to the next name within a second. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(10);

    /** A kernel with a large RAM disk needs a minute on old hardware before its installer asks for anything. */
    private static final Duration STARTING = Duration.ofMinutes(3);

    private FileRules() {}

    static Optional<Diagnosis> brokeOff(Case seen) {
        return seen.last(Kind.TRANSFER_FAILED)
                .filter(failed -> !seen.after(failed, Case.sameFile(failed), Kind.TRANSFER_END))
                .flatMap(failed -> {
                    List<BootJournal.Line> failures =
                            seen.about(Case.file(failed), Kind.TRANSFER_FAILED).toList();
                    String reason = failed.event().details().getOrDefault("reason", "");
                    return failures.size() < BREAKS
                            ? Optional.empty()
                            : Optional.of(new Diagnosis(
                                    "file broke off",
                                    Case.file(failed) + " broke off " + failures.size() + " times"
                                            + (reason.isEmpty() ? "" : ": " + reason),
                                    "let this appliance's answers through: each TFTP transfer has a UDP port of its own,"
                                            + " above 1023, so a firewall in between has to know TFTP or allow these."
                                            + " When it breaks off at the first large block, something on the way has a"
                                            + " smaller MTU: lower blksize in etc/org.stirrup.tftp.cfg",
                                    failures));
                });
    }

    static Optional<Diagnosis> missing(Case seen) {
        return seen.last(Kind.NOT_FOUND)
                .filter(miss -> seen.silentFor(GIVEN_UP)
                        && FileRole.of(Case.file(miss)) != FileRole.MENU
                        && !seen.after(miss, line -> true, Kind.TRANSFER_START, Kind.TRANSFER_END, Kind.REPORT))
                .map(miss -> new Diagnosis(
                        "file missing",
                        "it asked for " + Case.file(miss) + ", which is not there, and for nothing since",
                        "copy the file there, below files/ of the home folder, or mend the name in the menu entry; when it"
                                + " is of an image, Images says what became of that",
                        List.of(miss)));
    }

    static Optional<Diagnosis> notStarted(Case seen) {
        return seen.last(Kind.STOPPED)
                .filter(line -> seen.at(Stage.FAILED))
                .map(line -> new Diagnosis(
                        "program not started",
                        line.event().text(),
                        "look at the machine's screen. Where Secure Boot is on, only a signed loader starts: Plugins shows"
                                + " which one is offered to it; where it is off, rehearse the machine and compare the"
                                + " file with its firmware",
                        Stream.concat(seen.of(Kind.TRANSFER_END).stream(), Stream.of(line))
                                .toList()));
    }

    static Optional<Diagnosis> roundAndRound(Case seen) {
        boolean wentOn = seen.of(Kind.TRANSFER_START, Kind.TRANSFER_END).stream()
                .anyMatch(line -> FileRole.of(Case.file(line)) == FileRole.KERNEL);
        return seen.last(Kind.TRANSFER_END)
                .filter(sent -> !wentOn && FileRole.of(Case.file(sent)) == FileRole.LOADER)
                .map(sent -> seen.about(Case.file(sent), Kind.TRANSFER_END).toList())
                .filter(rounds -> rounds.size() >= ROUNDS)
                .map(rounds -> new Diagnosis(
                        "round and round",
                        "it loaded " + Case.file(rounds.get(0)) + " " + rounds.size()
                                + " times in ten minutes and never a" + " kernel",
                        "something restarts it, or sends it the same loader again: rehearse it as iPXE as well, which has"
                                + " to be answered with a menu and not with iPXE; look at its screen for an error that"
                                + " the loader shows before it starts over",
                        rounds));
    }

    static Optional<Diagnosis> silentKernel(Case seen) {
        return seen.last(Kind.TRANSFER_END)
                .filter(sent -> seen.at(Stage.KERNEL)
                        && FileRole.of(Case.file(sent)) == FileRole.KERNEL
                        && seen.progress().boot().file().map(Transfer::outcome).orElse(Transfer.Outcome.SENDING)
                                == Transfer.Outcome.SENT
                        && seen.silentFor(STARTING))
                .map(sent -> new Diagnosis(
                        "silent since the kernel",
                        "it has its kernel and RAM disk, and its installer asked for nothing since",
                        "look at its screen: too little memory for the RAM disk, a kernel that has no driver for its network"
                                + " card, or an installer that waits for a person. An entry without a repository and"
                                + " without an answer file asks for nothing, and that is right then",
                        seen.of(Kind.TRANSFER_END)));
    }

    static Optional<Diagnosis> installationFailed(Case seen) {
        return seen.last(Kind.REPORT)
                .filter(report -> seen.at(Stage.FAILED)
                        && report.event().details().getOrDefault("report", "").equals("failed"))
                .map(report -> new Diagnosis(
                        "installation failed",
                        report.event().text(),
                        "read the installer's log on that machine; mend the answer file or the disk, then install it again on"
                                + " Hosts",
                        List.of(report)));
    }
}
