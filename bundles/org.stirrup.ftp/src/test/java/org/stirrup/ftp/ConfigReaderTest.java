package org.stirrup.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.check.Finding;
import org.stirrup.ftp.command.PortRange;
import org.stirrup.ftp.server.Settings;

class ConfigReaderTest {
    private record Values(String port, String passivePorts, String idleTimeout, String maxLogins)
            implements FtpServers.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return FtpServers.Config.class;
        }
    }

    private static final Map<String, Object> FROM_FILE = Map.of("felix.fileinstall.filename", "file:/x/ftp.cfg");

    private static String defaultOf(String key) throws NoSuchMethodException {
        return (String) FtpServers.Config.class.getDeclaredMethod(key).getDefaultValue();
    }

    @Test
    void theDeclaredDefaultsAreTheDefaults() throws NoSuchMethodException {
        ConfigReader reader = new ConfigReader(Map.of(), new Settings(1, new PortRange(1, 1), Duration.ZERO, 1));
        Settings read = reader.read(new Values(
                defaultOf("port"), defaultOf("passivePorts"), defaultOf("idleTimeout"), defaultOf("maxLogins")));
        assertEquals(Settings.DEFAULT, read);
        assertEquals(new Settings(21, new PortRange(50000, 50999), Duration.ofMinutes(5), 2000), read);
        assertTrue(reader.mistakes().isEmpty());
    }

    @Test
    void everyKeyIsRead() {
        Settings read =
                new ConfigReader(Map.of(), Settings.DEFAULT).read(new Values(" 2121 ", "6000 - 6010", "30", "7"));
        assertEquals(new Settings(2121, new PortRange(6000, 6010), Duration.ofSeconds(30), 7), read);
    }

    @ParameterizedTest
    @CsvSource({
        "port,0",
        "port,65536",
        "port,ftp",
        "passivePorts,50999-50000",
        "passivePorts,50000-70000",
        "passivePorts,many",
        "idleTimeout,-1",
        "maxLogins,0",
        "maxLogins,99999999999",
    })
    void aBadValueIsNamedAndTheLastGoodOneStays(String key, String value) {
        ConfigReader reader = new ConfigReader(FROM_FILE, Settings.DEFAULT);
        Settings read = reader.read(new Values(
                key.equals("port") ? value : "21",
                key.equals("passivePorts") ? value : "50000-50999",
                key.equals("idleTimeout") ? value : "300",
                key.equals("maxLogins") ? value : "2000"));
        assertEquals(Settings.DEFAULT, read);
        Finding finding = reader.mistakes().get(0);
        assertEquals("/x/ftp.cfg", finding.source());
        assertTrue(finding.message().startsWith(key + "=" + value), finding.message());
        assertTrue(finding.remedy().startsWith("give "), finding.remedy());
    }
}
