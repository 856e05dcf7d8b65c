package org.stirrup.console.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers the Authorization header that was last found right, as a keyed digest, so that the slow hash is paid once
 * and not for each request of a page. Forgets it when the password changes.
 */
final class KnownCredentials {
    private final SecretKeySpec key;
    private volatile byte[] known = new byte[0];

    KnownCredentials(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    boolean knows(String header) {
        return MessageDigest.isEqual(known, digest(header));
    }

    void remember(String header) {
        known = digest(header);
    }

    void forget() {
        known = new byte[0];
    }

    private byte[] digest(String header) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(header.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
