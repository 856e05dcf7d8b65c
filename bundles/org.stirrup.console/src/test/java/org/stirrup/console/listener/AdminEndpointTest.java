package org.stirrup.console.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminEndpointTest {
    private static AdminEndpoint at(String... bases) {
        return AdminEndpoint.of(Map.of("org.osgi.service.http.port", "8080", "osgi.http.endpoint", bases));
    }

    @Test
    void theConsoleIsWherePeopleCanReadIt() {
        assertEquals(
                "http://127.0.0.1:8080/system/console",
                at("http://127.0.0.1:8080/").console());
        assertEquals(
                "http://192.0.2.7:8080/system/console",
                at("http://[2001:db8::7]:8080/", "http://192.0.2.7:8080/").console());
        assertEquals(
                "http://[2001:db8::7]:8080/system/console",
                at("http://[2001:db8::7]:8080/").console());
        assertEquals("http://127.0.0.1:8080/system/console", at().console());
        assertEquals(8080, at().port());
    }
}
