package org.stirrup.console.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.check.Finding;

class ListenerSettingsTest {
    private static final String FILE = "file:/srv/stirrup/etc/org.stirrup.console.cfg";

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 8080", "::1, 1", "127.0.0.1, 65535", "' 127.0.0.1 ', ' 0 '"})
    void loopbackIsUsedWithoutAWord(String host, String port) {
        ListenerSettings.Usable usable =
                assertInstanceOf(ListenerSettings.Usable.class, ListenerSettings.of(host, port, FILE));
        assertTrue(usable.warning(FILE).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "192.0.2.1", "::"})
    void beyondLoopbackIsUsedWithAWarning(String host) {
        Finding warning = assertInstanceOf(ListenerSettings.Usable.class, ListenerSettings.of(host, "8080", FILE))
                .warning(FILE)
                .orElseThrow();
        assertEquals(Finding.Severity.WARNING, warning.severity());
        assertTrue(warning.message().contains("TLS"), warning.message());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, -1, port=-1",
        "127.0.0.1, 65536, port=65536",
        "127.0.0.1, http, port=http",
        "127.0.0.1, '', port=",
        "'', 8080, host=",
        "'not a name', 8080, host=not a name",
        "300.1.1.1, 8080, host=300.1.1.1",
    })
    void wrongOnesAreNamed(String host, String port, String named) {
        Finding finding = assertInstanceOf(ListenerSettings.Wrong.class, ListenerSettings.of(host, port, FILE))
                .finding();
        assertEquals(FILE, finding.source());
        assertEquals(Finding.Severity.ERROR, finding.severity());
        assertTrue(finding.message().startsWith(named + ":"), finding.message());
    }

    @Test
    void theDefaults() throws NoSuchMethodException {
        assertEquals(
                "127.0.0.1",
                AdminListener.Config.class.getDeclaredMethod("host").getDefaultValue());
        assertEquals(
                "8080", AdminListener.Config.class.getDeclaredMethod("port").getDefaultValue());
        assertEquals(2, AdminListener.Config.class.getDeclaredMethods().length);
    }
}
