package org.stirrup.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.check.Finding;
import org.stirrup.boot.menu.MenuSettings;
import org.stirrup.boot.menu.Policy;

/**
 * What a configuration says.
 *
 * @param settings what it means; empty when anything in it is wrong
 * @param findings what is wrong
 */
record ConfigReading(Optional<MenuSettings> settings, List<Finding> findings) {
    static final MenuSettings DEFAULTS =
            new MenuSettings(Policy.MENU, Optional.of(Duration.ofSeconds(30)), "Stirrup network boot");

    private static final int LONGEST_TIMEOUT = 3_600;
    /** What PXELINUX's text menu shows of a title on a screen of 80 columns. */
    private static final int LONGEST_TITLE = 70;

    static ConfigReading of(BootConfig config, Map<String, Object> properties) {
        String source = Finding.sourceOf(properties, "org.stirrup.boot");
        List<Finding> findings = new ArrayList<>();

        Optional<Policy> policy = policy(config.policy());
        if (policy.isEmpty()) {
            findings.add(wrong(source, "policy=" + config.policy() + ": no such policy", "write first, menu or local"));
        }
        Optional<Integer> seconds = seconds(config.timeoutSeconds());
        if (seconds.isEmpty()) {
            findings.add(wrong(
                    source,
                    "timeoutSeconds=" + config.timeoutSeconds() + ": not a number from -1 to " + LONGEST_TIMEOUT,
                    "write seconds such as 30, 0 to boot at once, -1 to wait for ever"));
        }
        String title = config.title().strip();
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            findings.add(wrong(
                    source,
                    "title=" + title + ": " + title.length() + " characters",
                    "write 1 to " + LONGEST_TITLE + " characters"));
        }
        return findings.isEmpty()
                ? new ConfigReading(
                        Optional.of(new MenuSettings(policy.orElseThrow(), timeout(seconds.orElseThrow()), title)),
                        List.of())
                : new ConfigReading(Optional.empty(), List.copyOf(findings));
    }

    private static Optional<Policy> policy(String written) {
        try {
            return Optional.of(Policy.valueOf(written.strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> seconds(String written) {
        try {
            int seconds = Integer.parseInt(written.strip());
            return seconds < -1 || seconds > LONGEST_TIMEOUT ? Optional.empty() : Optional.of(seconds);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> timeout(int seconds) {
        return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    private static Finding wrong(String source, String message, String remedy) {
        return new Finding(Finding.Severity.ERROR, source, message + "; what was in force stays", remedy);
    }
}
