package org.stirrup.api.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void aConfigurationFromAFileIsNamedByThePathOfThatFile() {
        assertEquals("/srv/a room/etc/x.cfg", source("file:/srv/a%20room/etc/x.cfg"));
        assertEquals("/srv/etc/x.cfg", source("file:///srv/etc/x.cfg"));
        assertEquals("x.cfg", source("x.cfg"));
    }

    @Test
    void anyOtherByItsPid() {
        assertEquals("org.example", Finding.sourceOf(Map.of("service.pid", "org.example"), "org.example"));
    }

    private static String source(String file) {
        return Finding.sourceOf(Map.of("felix.fileinstall.filename", file), "org.example");
    }
}
