package org.stirrup.dhcp.subnet;

import java.util.ArrayList;
import java.util.List;
import org.stirrup.api.check.Finding;

/** Gathers what is wrong with one configuration, so that a person is told all of it at once. */
public final class Complaints {
    private final String source;
    private final List<Finding> findings = new ArrayList<>();

    public Complaints(String source) {
        this.source = source;
    }

    /** The value is refused. */
    public void error(String key, String value, String message, String remedy) {
        add(Finding.Severity.ERROR, key, value, message, remedy);
    }

    /** The value is taken, but somebody ought to look. */
    public void warning(String key, String value, String message, String remedy) {
        add(Finding.Severity.WARNING, key, value, message, remedy);
    }

    private void add(Finding.Severity severity, String key, String value, String message, String remedy) {
        findings.add(new Finding(severity, source, key + "=" + value + ": " + message, remedy));
    }

    public boolean refused() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }
}
