package org.stirrup.shell.commands;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.shell.text.Report;

/** {@code findings}: all that is wrong, worst first, with its remedy. */
@Component(
        service = Findings.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=findings"})
public final class Findings {
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    volatile List<SelfCheck> checks = List.of();

    /** Errors before warnings, each sorted by where to look. */
    public List<Finding> all() {
        List<Finding> all = new ArrayList<>();
        for (SelfCheck check : checks) {
            try {
                all.addAll(check.findings());
            } catch (RuntimeException e) {
                all.add(new Finding(
                        Finding.Severity.ERROR,
                        check.getClass().getName(),
                        "its check failed: " + e,
                        "this is a fault of the program: please report it"));
            }
        }
        all.sort(Comparator.comparing(Finding::severity)
                .reversed()
                .thenComparing(Finding::source)
                .thenComparing(Finding::message));
        return all;
    }

    public Report findings() {
        List<Finding> all = all();
        if (all.isEmpty()) {
            return new Report("nothing is wrong", 0);
        }
        long errors = all.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
        StringBuilder text = new StringBuilder();
        for (Finding finding : all) {
            text.append(text(finding)).append('\n');
        }
        text.append(count(errors, "error")).append(", ").append(count(all.size() - errors, "warning"));
        return new Report(text.toString(), errors > 0 ? 1 : 0);
    }

    static String text(Finding finding) {
        return String.format(
                "%-7s  %s: %s%n         -> %s",
                finding.severity(), finding.source(), finding.message(), finding.remedy());
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
