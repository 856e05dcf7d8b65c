package org.stirrup.boot.quirk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.check.Finding;

class ConfiguredQuirkTest {
    /** What a file of etc/ says; the other keys have their defaults. */
    private record Written(Map<String, String> keys) implements ConfiguredQuirk.Config {
        private String get(String key) {
            return keys.getOrDefault(key, "");
        }

        @Override
        public String name() {
            return get("name");
        }

        @Override
        public String effect() {
            return get("effect");
        }

        @Override
        public String vendorClass() {
            return get("vendorClass");
        }

        @Override
        public String userClass() {
            return get("userClass");
        }

        @Override
        public String architectures() {
            return get("architectures");
        }

        @Override
        public String stages() {
            return get("stages");
        }

        @Override
        public String macPrefixes() {
            return get("macPrefixes");
        }

        @Override
        public String path() {
            return get("path");
        }

        @Override
        public String seen() {
            return get("seen");
        }

        @Override
        public String webconsole_configurationFactory_nameHint() {
            return "";
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return ConfiguredQuirk.Config.class;
        }
    }

    private static ConfiguredQuirk of(Map<String, String> keys) {
        return new ConfiguredQuirk(new Written(keys), Map.of("felix.fileinstall.filename", "file:/etc/q.cfg"));
    }

    private static final Map<String, String> GOOD = Map.of(
            "name", "old-printers",
            "effect", "least-reply 548",
            "vendorClass", "Printer.*",
            "architectures", "0, 7",
            "stages", "BOOTP, pxe_rom",
            "macPrefixes", "B8-27-EB",
            "seen", "our cellar");

    @Test
    void aRowIsMadeOfWhatIsWritten() {
        Quirk row = of(GOOD).rows().get(0);
        assertEquals("old-printers", row.name());
        assertEquals("least-reply 548", row.effect().text());
        assertEquals(
                "vendorClass=Printer.* architectures=0,7 stages=bootp,pxe_rom macPrefixes=b8:27:eb",
                row.match().text());
        assertEquals("our cellar", row.seen());
        assertEquals(List.of(), of(GOOD).findings());
    }

    @Test
    void everythingThatIsWrongIsSaidAndTheLastGoodRowStays() {
        ConfiguredQuirk configured = of(GOOD);
        List<Quirk> before = configured.rows();
        Map<String, String> bad = new HashMap<>(GOOD);
        bad.putAll(Map.of(
                "name", "Old Printers",
                "effect", "shout",
                "vendorClass", "(",
                "architectures", "x64",
                "stages", "rom",
                "macPrefixes", "zz"));
        configured.configure(new Written(bad), Map.of("felix.fileinstall.filename", "file:/etc/q.cfg"));
        assertEquals(before, configured.rows());
        assertEquals(
                List.of(
                        "effect=shout",
                        "vendorClass=(",
                        "architectures=x64",
                        "stages=rom",
                        "macPrefixes=zz",
                        "name=Old"),
                configured.findings().stream()
                        .map(finding -> finding.message().replaceAll("[: ].*", ""))
                        .toList());
        Finding first = configured.findings().get(0);
        assertEquals("/etc/q.cfg", first.source());
        assertEquals("effect=shout: no such effect; what was in force stays", first.message());
        assertEquals(EffectText.REMEDY, first.remedy());
    }

    @Test
    void aRewriteOfEveryNameIsRefused() {
        ConfiguredQuirk configured = of(Map.of("name", "slashes", "effect", "rewrite a to b"));
        assertEquals(List.of(), configured.rows());
        assertEquals(1, configured.findings().size());
        assertEquals(
                List.of(),
                of(Map.of("name", "a", "effect", "rewrite a to b", "path", "a.*"))
                        .findings());
    }
}
