package org.stirrup.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.check.Finding;
import org.stirrup.http.listener.Settings;

class ConfigReaderTest {
    private record Values(String port, String threads, String idleTimeout) implements HttpListeners.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return HttpListeners.Config.class;
        }
    }

    private static String defaultOf(String key) throws NoSuchMethodException {
        return (String) HttpListeners.Config.class.getDeclaredMethod(key).getDefaultValue();
    }

    @Test
    void theDeclaredDefaultsAreTheDefaults() throws NoSuchMethodException {
        ConfigReader reader = new ConfigReader(Map.of(), new Settings(1, 1, Duration.ZERO));
        Settings read = reader.read(new Values(defaultOf("port"), defaultOf("threads"), defaultOf("idleTimeout")));
        assertEquals(Settings.DEFAULT, read);
        assertEquals(new Settings(80, 64, Duration.ofMinutes(1)), read);
        assertTrue(reader.mistakes().isEmpty());
    }

    @Test
    void everyKeyIsRead() {
        Settings read = new ConfigReader(Map.of(), Settings.DEFAULT).read(new Values(" 8080", "9", "30"));
        assertEquals(new Settings(8080, 9, Duration.ofSeconds(30)), read);
    }

    @ParameterizedTest
    @CsvSource({"port,0", "port,65536", "port,http", "threads,1", "threads,x", "idleTimeout,0", "idleTimeout,-1"})
    void aBadValueIsNamedAndTheLastGoodOneStays(String key, String value) {
        ConfigReader reader =
                new ConfigReader(Map.of("felix.fileinstall.filename", "file:/x/http.cfg"), Settings.DEFAULT);
        Settings read = reader.read(new Values(
                key.equals("port") ? value : "80",
                key.equals("threads") ? value : "64",
                key.equals("idleTimeout") ? value : "60"));
        assertEquals(Settings.DEFAULT, read);
        Finding finding = reader.mistakes().get(0);
        assertEquals("/x/http.cfg", finding.source());
        assertTrue(finding.message().startsWith(key + "=" + value), finding.message());
        assertTrue(finding.remedy().startsWith("give "), finding.remedy());
    }
}
