package org.stirrup.repository.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Reading;

class ConfiguredMirrorTest {
    @TempDir
    Path home;

    /** As the metatype has it, but for what is given. */
    private record Written(String upstream, String mount, String cacheMegabytes, String folder, String refreshMinutes)
            implements MirrorConfig {
        Written(String upstream, String mount) {
            this(upstream, mount, "10240", "", "60");
        }

        @Override
        public String redirectHosts() {
            return "A.example, b.example";
        }

        @Override
        public String ranking() {
            return "-100";
        }

        @Override
        public String webconsole_configurationFactory_nameHint() {
            return "";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return MirrorConfig.class;
        }
    }

    private Reading<Settings> read(MirrorConfig config) {
        return SettingsReading.of(config, Map.of("service.pid", "org.stirrup.repository.mirror~debian"), home);
    }

    @Test
    void aGoodConfigurationIsTaken() {
        Settings settings = read(new Written("http://deb.example/debian", "pub/debian"))
                .settings()
                .orElseThrow();
        assertEquals("http://deb.example/debian/", settings.upstream().toString());
        assertEquals(home.resolve("data/mirror/debian"), settings.folder());
        assertEquals(10L << 30, settings.limit());
        assertEquals(java.util.Set.of("a.example", "b.example"), settings.redirectHosts());
        assertEquals(
                Path.of("/srv/m"),
                read(new Written("https://deb.example/", "pub/debian", "1", "/srv/m", "0"))
                        .settings()
                        .orElseThrow()
                        .folder());
    }

    @Test
    void everyMistakeIsSaid() {
        for (String wrong : List.of(
                "", "deb.example", "ftp://deb.example/", "http:///x", "http://a:b@c/", "http://a/?x", "http:// x")) {
            assertEquals(List.of("upstream"), keys(new Written(wrong, "pub/debian")), wrong);
        }
        assertEquals(List.of("mount"), keys(new Written("http://a/", "")));
        assertEquals(
                List.of("upstream", "mount", "folder", "cacheMegabytes", "refreshMinutes"),
                keys(new Written("x", "../x", "0", "\0", "soon")));
    }

    private List<String> keys(MirrorConfig config) {
        Reading<Settings> reading = read(config);
        assertTrue(reading.settings().isEmpty());
        return reading.findings().stream()
                .map(Finding::message)
                .map(message -> message.substring(0, message.indexOf('=')))
                .toList();
    }
}
