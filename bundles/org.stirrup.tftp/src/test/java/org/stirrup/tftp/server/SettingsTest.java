package org.stirrup.tftp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Finding.Severity;
import org.stirrup.tftp.transfer.Limits;

class SettingsTest {
    private static final Settings DEFAULTS = new Settings(69, 1000, new Limits(65464, 64, 8));

    private final List<Finding> wrong = new ArrayList<>();

    @Test
    void theseAreTheDefaults() {
        assertEquals(DEFAULTS, read(Map.of()));
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyKeyIsRead() {
        assertEquals(
                new Settings(6969, 7, new Limits(1468, 4, 3)),
                read(Map.of(
                        "port",
                        "6969",
                        "max.transfers",
                        " 7 ",
                        "max.blksize",
                        "1468",
                        "max.windowsize",
                        "4",
                        "retries",
                        "3")));
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @CsvSource({
        "port, 65536, 0 to 65535, 69",
        "port, tftp, 0 to 65535, 69",
        "max.transfers, 0, 1 to 100000, 1000",
        "max.blksize, 65465, 8 to 65464, 65464",
        "max.blksize, 7, 8 to 65464, 65464",
        "max.windowsize, 32768, 1 to 32767, 64",
        "retries, -1, 1 to 100, 8"
    })
    void aWrongValueIsSaidWithFileKeyValueAndWhatWouldBeRight(String key, String value, String range, String example) {
        assertEquals(DEFAULTS, read(Map.of(key, value)));
        assertEquals(
                List.of(new Finding(
                        Severity.ERROR,
                        "/home/etc/org.stirrup.tftp.cfg",
                        key + "=" + value + ": not a whole number from " + range,
                        "give a number such as " + example)),
                wrong);
    }

    @Test
    void theSourceIsTheFile() {
        assertEquals(
                "/home/etc/org.stirrup.tftp.cfg",
                Settings.source(Map.of("felix.fileinstall.filename", "file:/home/etc/org.stirrup.tftp.cfg")));
        assertEquals("org.stirrup.tftp", Settings.source(Map.of()));
    }

    private Settings read(Map<String, String> values) {
        return Settings.read(Loopback.config(values), "/home/etc/org.stirrup.tftp.cfg", wrong::add);
    }
}
