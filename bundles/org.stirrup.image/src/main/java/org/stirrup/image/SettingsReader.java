package org.stirrup.image;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stirrup.api.check.Finding;
import org.stirrup.image.menu.MenuSettings;

/** Checks a configuration. A value that cannot be is reported, and what was in force before stays so. */
final class SettingsReader {
    private final ImageSettings before;
    private final String home;
    private final String source;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param home null outside the appliance
     * @param file URI of the file that the configuration came from, or null
     */
    SettingsReader(ImageSettings before, String home, String source) {
        this.before = before;
        this.home = home == null ? "" : home;
        this.source = source;
    }

    ImageSettings read(ImageFolder.Config config) {
        return new ImageSettings(
                folder(config.folder()),
                settle(config.settle()),
                new MenuSettings(
                        protocols(config.protocol()),
                        answers(config.answers()),
                        MenuSettings.parseArguments(config.arguments())));
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private Path folder(String value) {
        try {
            return Path.of(home).resolve(value.strip().replace("${stirrup.home}", home));
        } catch (InvalidPathException e) {
            return refused("folder", value, "cannot be a path", "name a folder such as /srv/images", before.folder());
        }
    }

    private Duration settle(String value) {
        if (value.strip().matches("[0-9]{1,4}")) {
            return Duration.ofSeconds(Integer.parseInt(value.strip()));
        }
        return refused("settle", value, "is no number of seconds", "give 0 to 9999, such as 2", before.settle());
    }

    private Map<String, MenuSettings.Protocol> protocols(String value) {
        try {
            return MenuSettings.parseProtocols(value);
        } catch (IllegalArgumentException e) {
            return refused(
                    "protocol",
                    value,
                    e.getMessage(),
                    "give auto, ftp or http, for one image as in 'auto; CentOS-7: http'",
                    before.menu().protocols());
        }
    }

    private boolean answers(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                refused(
                        "answers",
                        value,
                        "is neither true nor false",
                        "give true or false",
                        before.menu().answers());
        };
    }

    private <T> T refused(String key, String value, String what, String remedy, T kept) {
        findings.add(new Finding(Finding.Severity.ERROR, source, key + "=" + value + ": " + what, remedy));
        return kept;
    }
}
