package org.stirrup.console.login;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class KnownCredentialsTest {
    private final KnownCredentials known = new KnownCredentials(new SecureRandom());

    @Test
    void areKnownForOneEditionOfThePassword() {
        known.remember("Basic a", 7);

        assertTrue(known.knows("Basic a", 7));
        assertFalse(known.knows("Basic b", 7));
        assertFalse(known.knows("Basic a", 8));
    }

    @Test
    void areForgotten() {
        assertFalse(known.knows("", -1));
        known.remember("Basic a", 7);
        known.forget();
        assertFalse(known.knows("Basic a", 7));
    }
}
