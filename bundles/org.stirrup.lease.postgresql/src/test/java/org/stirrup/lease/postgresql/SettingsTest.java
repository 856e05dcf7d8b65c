package org.stirrup.lease.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.check.Finding;

class SettingsTest {
    /** A configuration with these values in place of the defaults. */
    static Config config(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(Map.of(
                "url", Config.URL,
                "user", "stirrup",
                "passwordFile", "",
                "passwordVariable", Config.VARIABLE,
                "connections", "16"));
        all.putAll(values);
        return new Config() {
            @Override
            public String url() {
                return all.get("url");
            }

            @Override
            public String user() {
                return all.get("user");
            }

            @Override
            public String passwordFile() {
                return all.get("passwordFile");
            }

            @Override
            public String passwordVariable() {
                return all.get("passwordVariable");
            }

            @Override
            public String connections() {
                return all.get("connections");
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Config.class;
            }
        };
    }

    private static Settings.Reading read(Map<String, String> values) {
        return Settings.read(config(values), Map.of());
    }

    @Test
    void everyKeyCounts() {
        assertEquals(
                new Settings(Settings.PID, Config.URL, "stirrup", Optional.empty(), Config.VARIABLE, 16),
                read(Map.of()).settings().orElseThrow());
        Settings other = read(Map.of(
                        "url",
                        " jdbc:postgresql://db1,db2:5433/leases?sslmode=verify-full ",
                        "user",
                        "me",
                        "passwordFile",
                        "/etc/secret",
                        "passwordVariable",
                        "PGPASSWORD",
                        "connections",
                        "4"))
                .settings()
                .orElseThrow();
        assertEquals(
                new Settings(
                        Settings.PID,
                        "jdbc:postgresql://db1,db2:5433/leases?sslmode=verify-full",
                        "me",
                        Optional.of(Path.of("/etc/secret")),
                        "PGPASSWORD",
                        4),
                other);
        assertEquals("jdbc:postgresql://db1,db2:5433/leases", other.place());
    }

    @ParameterizedTest
    @CsvSource({
        "url, postgres://host/db",
        "url, jdbc:postgresql://host",
        "url, jdbc:postgresql:///db",
        "url, ''",
        "user, ''",
        "passwordFile, secret.txt",
        "connections, 0",
        "connections, 101",
        "connections, many"
    })
    void whatIsWrongIsSaidWithKeyAndValue(String key, String value) {
        Settings.Reading reading = read(Map.of(key, value));
        assertEquals(Optional.empty(), reading.settings());
        assertEquals(1, reading.findings().size());
        Finding finding = reading.findings().get(0);
        assertEquals(Finding.Severity.ERROR, finding.severity());
        assertTrue(finding.message().startsWith(key + "=" + value + ":"), finding.message());
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://host/db?password=hunter2",
        "jdbc:postgresql://host/db?user=me&PASSWORD=hunter2",
        "jdbc:postgresql://me:hunter2@host/db"
    })
    void aPasswordInTheUrlIsRefusedAndNotRepeated(String url) {
        Settings.Reading reading = read(Map.of("url", url));
        assertEquals(Optional.empty(), reading.settings());
        List<Finding> findings = reading.findings();
        assertTrue(findings.get(0).message().contains("holds a password"), findings.toString());
        assertFalse(findings.toString().contains("hunter2"), findings.toString());
    }
}
