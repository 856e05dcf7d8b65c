package org.stirrup.console.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.stirrup.api.journal.BootEvent;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.console.progress.BootProgress;
import org.stirrup.console.progress.Stage;

/**
 * What there is to judge a machine by.
 *
 * @param progress how far it is
 * @param lines the journal's about it, from {@link #SPAN} before the last one, oldest first; never empty
 * @param now when it is looked at
 */
record Case(BootProgress progress, List<BootJournal.Line> lines, Instant now) {
    /** Firmware that does not get on tries for a few minutes before it gives up. */
    private static final Duration SPAN = Duration.ofMinutes(10);

    static Case of(BootProgress progress, List<BootJournal.Line> all, Instant now) {
        Instant from = all.get(all.size() - 1).time().minus(SPAN);
        return new Case(
                progress,
                all.stream().filter(line -> !line.time().isBefore(from)).toList(),
                now);
    }

    boolean at(Stage stage) {
        return progress.boot().stage() == stage;
    }

    boolean silentFor(Duration time) {
        return !lines.get(lines.size() - 1).time().plus(time).isAfter(now);
    }

    List<BootJournal.Line> of(BootEvent.Kind... kinds) {
        List<BootEvent.Kind> wanted = List.of(kinds);
        return lines.stream()
                .filter(line -> wanted.contains(line.event().kind()))
                .toList();
    }

    Optional<BootJournal.Line> last(BootEvent.Kind... kinds) {
        List<BootJournal.Line> found = of(kinds);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /** Whether a line of these kinds comes after this one that fits. */
    boolean after(BootJournal.Line line, Predicate<BootJournal.Line> fits, BootEvent.Kind... kinds) {
        return of(kinds).stream().anyMatch(other -> other.number() > line.number() && fits.test(other));
    }

    /** The file that a line is about. */
    static String file(BootJournal.Line line) {
        return line.event().details().getOrDefault("file", line.event().text());
    }

    /** Lines about the same file as this one. */
    static Predicate<BootJournal.Line> sameFile(BootJournal.Line line) {
        return other -> file(other).equals(file(line));
    }

    Stream<BootJournal.Line> about(String file, BootEvent.Kind kind) {
        return of(kind).stream().filter(line -> file(line).equals(file));
    }
}
