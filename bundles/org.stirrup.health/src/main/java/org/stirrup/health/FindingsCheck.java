package org.stirrup.health;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;

/** All findings of the appliance: an error is critical, a warning a warning. */
@Component(property = {HealthCheck.NAME + "=Stirrup: findings", HealthCheck.TAGS + "=stirrup"})
public final class FindingsCheck implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    volatile List<SelfCheck> checks = List.of();

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        for (SelfCheck check : checks) {
            try {
                check.findings().forEach(finding -> add(log, finding));
            } catch (RuntimeException e) {
                log.healthCheckError("{} failed: {}", check.getClass().getName(), e.toString());
            }
        }
        log.info("{} parts asked", checks.size());
        return new Result(log);
    }

    private static void add(FormattingResultLog log, Finding finding) {
        String text = finding.source() + ": " + finding.message() + " (" + finding.remedy() + ")";
        switch (finding.severity()) {
            case ERROR -> log.critical("{}", text);
            case WARNING -> log.warn("{}", text);
        }
    }
}
