package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;

/** What is wrong now, the worst first. */
final class Findings {
    private Findings() {}

    static void write(BundleContext context, List<ServiceReference<SelfCheck>> checks, JsonGenerator json) {
        json.writeStartArray("findings");
        for (Finding finding : all(context, checks)) {
            json.writeStartObject()
                    .write("severity", finding.severity().name())
                    .write("source", finding.source())
                    .write("message", finding.message())
                    .write("remedy", finding.remedy())
                    .writeEnd();
        }
        json.writeEnd();
    }

    private static List<Finding> all(BundleContext context, List<ServiceReference<SelfCheck>> checks) {
        List<Finding> all = new ArrayList<>();
        for (ServiceReference<SelfCheck> reference : checks) {
            try {
                SelfCheck check = context.getService(reference);
                if (check != null) {
                    all.addAll(check.findings());
                }
            } catch (RuntimeException e) {
                all.add(new Finding(
                        Finding.Severity.ERROR,
                        String.valueOf(reference.getBundle()),
                        "a check of this bundle fails itself: " + e,
                        "look at the log, and replace the bundle"));
            } finally {
                context.ungetService(reference);
            }
        }
        all.sort(Comparator.comparing(Finding::severity)
                .reversed()
                .thenComparing(Finding::source)
                .thenComparing(Finding::message));
        return all;
    }
}
