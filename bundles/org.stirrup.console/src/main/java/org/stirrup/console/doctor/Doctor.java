package org.stirrup.console.doctor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stirrup.api.journal.BootJournal;
import org.stirrup.console.progress.BootProgress;

/** Says why a machine does not boot, from what the journal saw of it. Knows nothing but the lines and the time. */
public final class Doctor {
    private static final List<Function<Case, Optional<Diagnosis>>> RULES = List.of(
            AddressRules::noLoader,
            AddressRules::addressRefused,
            AddressRules::offerNotTaken,
            AddressRules::notAnswered,
            FileRules::notStarted,
            FileRules::installationFailed,
            FileRules::brokeOff,
            FileRules::missing,
            FileRules::roundAndRound,
            FileRules::silentKernel);

    private Doctor() {}

    /**
     * The likeliest first; empty when nothing is wrong with it that is known here.
     *
     * @param lines the journal's of this machine, oldest first
     */
    public static List<Diagnosis> of(BootProgress progress, List<BootJournal.Line> lines, Instant now) {
        if (lines.isEmpty()) {
            return List.of();
        }
        Case seen = Case.of(progress, lines, now);
        return RULES.stream()
                .map(rule -> rule.apply(seen))
                .flatMap(Optional::stream)
                .toList();
    }
}
