package org.stirrup.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {
    private static String header(String both) {
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPasswordMayHaveColonsAndUmlauts() {
        assertEquals(Optional.of(new BasicCredentials("admin", "a:ü:b")), BasicCredentials.of(header("admin:a:ü:b")));
        assertEquals(
                Optional.of(new BasicCredentials("admin", "")),
                BasicCredentials.of(header("admin:").replace("Basic", "bAsIc")));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "Basic", "Basic ", "Basic ???", "Bearer YTpi", "Digest username=\"admin\"", "Basic YWRtaW4="
            })
    void anythingElseIsNone(String header) {
        assertEquals(Optional.empty(), BasicCredentials.of(header));
    }

    @Property(tries = 300)
    void nothingThrows(@ForAll String text) {
        BasicCredentials.of(text);
        BasicCredentials.of("Basic " + text);
    }

    @Test
    void anEndlessHeaderIsNotDecoded() {
        assertEquals(Optional.empty(), BasicCredentials.of(header("admin:" + "x".repeat(5000))));
    }

    @Test
    void neverWrittenIntoALog() {
        assertFalse(new BasicCredentials("admin", "secret").toString().contains("secret"));
    }
}
