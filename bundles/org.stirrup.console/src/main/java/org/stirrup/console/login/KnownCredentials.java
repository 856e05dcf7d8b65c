package org.stirrup.console.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers the Authorization header that was last found right, as a keyed digest, so that the slow hash is paid once
 * and not for each request of a page. It is known for that edition of the password alone: whoever notices first that
 * the password was changed, the old one is out.
 */
final class KnownCredentials {
    private static final Known NOTHING = new Known(new byte[0], -1);

    private final SecretKeySpec key;
    private volatile Known known = NOTHING;

    private record Known(byte[] digest, long edition) {}

    KnownCredentials(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** @param edition {@link AccountPassword#edition} at this moment */
    boolean knows(String header, long edition) {
        Known now = known;
        return now.edition() == edition && MessageDigest.isEqual(now.digest(), digest(header));
    }

    /** @param edition of the password that the header was compared with */
    void remember(String header, long edition) {
        known = new Known(digest(header), edition);
    }

    void forget() {
        known = NOTHING;
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
