package org.stirrup.ftp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.ftp.command.PortRange;
import org.stirrup.ftp.server.Settings;

/** Reads the configuration; a value that is no good is named, and what was in force before stays. */
final class ConfigReader {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReader.class);
    private static final String PID = "org.stirrup.ftp";

    private final String source;
    private final Settings lastGood;
    private final List<Finding> mistakes = new ArrayList<>();

    /** @param properties of the component, which say what file the configuration came from */
    ConfigReader(Map<String, Object> properties, Settings lastGood) {
        this.source = Finding.sourceOf(properties, PID);
        this.lastGood = lastGood;
    }

    Settings read(FtpServers.Config config) {
        return new Settings(
                value("port", config.port(), number(1, 65535), lastGood.port(), "give a port such as 21"),
                value(
                        "passivePorts",
                        config.passivePorts(),
                        PortRange::parse,
                        lastGood.passivePorts(),
                        "give a range such as 50000-50999, or 0 for any port"),
                value(
                        "idleTimeout",
                        config.idleTimeout(),
                        number(5, 86400).andThen(Duration::ofSeconds),
                        lastGood.idleTimeout(),
                        "give seconds from 5 to 86400, such as 300"),
                value(
                        "maxLogins",
                        config.maxLogins(),
                        number(1, 100_000),
                        lastGood.maxLogins(),
                        "give a number of clients from 1 to 100000, such as 2000"));
    }

    List<Finding> mistakes() {
        return List.copyOf(mistakes);
    }

    private <T> T value(String key, String text, Function<String, T> parse, T otherwise, String remedy) {
        try {
            return parse.apply(text.trim());
        } catch (IllegalArgumentException e) {
            Finding finding =
                    new Finding(Finding.Severity.ERROR, source, key + "=" + text + ": " + e.getMessage(), remedy);
            LOG.error("{}: {}; {}. {} stays in force.", source, finding.message(), remedy, otherwise);
            mistakes.add(finding);
            return otherwise;
        }
    }

    private static Function<String, Integer> number(int least, int most) {
        return text -> {
            if (!text.matches("\\d{1,9}")) {
                throw new IllegalArgumentException("not a number");
            }
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException("not from " + least + " to " + most);
            }
            return number;
        };
    }
}
