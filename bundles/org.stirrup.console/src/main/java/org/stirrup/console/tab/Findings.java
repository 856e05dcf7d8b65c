package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;

/** What is wrong now, the worst first. */
final class Findings {
    private Findings() {}

    static List<Finding> of(List<SelfCheck> checks) {
        List<Finding> all = new ArrayList<>();
        for (SelfCheck check : checks) {
            try {
                all.addAll(check.findings());
            } catch (RuntimeException e) {
                all.add(new Finding(
                        Finding.Severity.ERROR,
                        check.getClass().getName(),
                        "this check failed itself: " + e,
                        "look at the log, and replace the bundle it came with"));
            }
        }
        all.sort(Comparator.comparing(Finding::severity)
                .reversed()
                .thenComparing(Finding::source)
                .thenComparing(Finding::message));
        return all;
    }

    static void write(List<SelfCheck> checks, JsonGenerator json) {
        json.writeStartArray("findings");
        for (Finding finding : of(checks)) {
            json.writeStartObject()
                    .write("severity", finding.severity().name())
                    .write("source", finding.source())
                    .write("message", finding.message())
                    .write("remedy", finding.remedy())
                    .writeEnd();
        }
        json.writeEnd();
    }
}
