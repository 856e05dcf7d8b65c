package org.stirrup.console.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** User and password of an Authorization header. HTTP Basic: RFC 7617, section 2. */
record BasicCredentials(String user, String password) {
    /** Longer headers are not looked at, in characters. */
    private static final int LONGEST = 1024;

    /** @param header as sent; null when it was not */
    static Optional<BasicCredentials> of(String header) {
        if (header == null || header.length() > LONGEST || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
            String both = new String(decoded, StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(both.substring(0, colon), both.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "credentials of " + user;
    }
}
