package org.stirrup.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void matchesItsPasswordAloneAlsoAfterAFile() {
        PasswordHash hash = PasswordHash.of("Grüße, Welt", 1000, random);

        assertTrue(hash.matches("Grüße, Welt"));
        assertTrue(PasswordHash.parse(hash.text() + "\n").matches("Grüße, Welt"));
        assertFalse(hash.matches("Grüße, welt"));
        assertFalse(hash.matches(""));
    }

    @Test
    void onePasswordTwiceIsTwoHashes() {
        assertNotEquals(
                PasswordHash.of("same", 10, random).text(),
                PasswordHash.of("same", 10, random).text());
    }

    /** PBKDF2-HMAC-SHA256 of "password" with salt "saltsalt", 4096 rounds, as OpenSSL's kdf command computes it. */
    @Test
    void isWhatOthersComputeToo() {
        assertTrue(
                PasswordHash.parse("pbkdf2-sha256$4096$c2FsdHNhbHQ=$" + OPENSSL).matches("password"));
    }

    private static final String OPENSSL = "ZiMD/VuDIBLM8rT9ZlFkcm8vO44PH2jtvpsH6s4pwvU=";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "admin",
                "pbkdf2-sha256$0$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "pbkdf2-sha256$999999999$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "pbkdf2-sha256$x$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "pbkdf2-sha256$1000$c2Fs$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "pbkdf2-sha256$1000$c2FsdHNhbHQ=$AAAA",
                "pbkdf2-sha256$1000$!!!$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "sha256$1000$c2FsdHNhbHQ=$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void anythingElseIsNoHash(String text) {
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(text));
    }

    @Test
    void theRoundsAreThoseOfTheFile() {
        assertTrue(PasswordHash.of("x", PasswordHash.ROUNDS, random).text().startsWith("pbkdf2-sha256$600000$"));
        assertEquals("pbkdf2-sha256$7$", PasswordHash.of("x", 7, random).text().substring(0, 16));
    }
}
