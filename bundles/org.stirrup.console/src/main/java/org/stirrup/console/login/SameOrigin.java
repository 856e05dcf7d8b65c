package org.stirrup.console.login;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a request may change something, judged by where the page that sent it came from: a browser adds the
 * administrator's credentials to whatever any page sends (cross-site request forgery). A request that does not say
 * where it comes from is no browser's and lives by its credentials alone.
 */
final class SameOrigin {
    /** Methods that change nothing. */
    static final Set<String> HARMLESS = Set.of("GET", "HEAD");

    /** Answer to {@link #judge}. */
    sealed interface Verdict {
        /** Goes on to the login. */
        record Passed() implements Verdict {}

        /** Stops here. @param because for the person who reads the answer */
        record Refused(String because) implements Verdict {}
    }

    private SameOrigin() {}

    /**
     * @param method of the request, upper case as HTTP has it
     * @param host the Host header, {@code 127.0.0.1:8080}
     * @param origin the Origin header (RFC 6454, section 7), which counts before
     * @param referer the Referer header
     * @param site the Sec-Fetch-Site header
     */
    static Verdict judge(
            String method,
            Optional<String> host,
            Optional<String> origin,
            Optional<String> referer,
            Optional<String> site) {
        if (HARMLESS.contains(method)) {
            return new Verdict.Passed();
        }
        if (site.isPresent() && !Set.of("same-origin", "none").contains(site.get())) {
            return new Verdict.Refused("the request comes from another site");
        }
        Optional<String> said = origin.or(() -> referer);
        if (said.isEmpty()) {
            return new Verdict.Passed();
        }
        Optional<String> from = authority(said.get());
        if (from.isPresent() && from.equals(host.map(h -> withPort(h, "http")))) {
            return new Verdict.Passed();
        }
        return new Verdict.Refused("the request comes from " + said.get() + ", this is " + host.orElse("nowhere"));
    }

    private static Optional<String> authority(String said) {
        try {
            URI uri = URI.create(said);
            if (uri.getRawAuthority() == null || uri.getScheme() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            return Optional.of(withPort(uri.getRawAuthority(), uri.getScheme().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // "null", as a sandboxed frame sends it, and worse
        }
    }

    private static String withPort(String authority, String scheme) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.matches(".*:[0-9]+") ? lower : lower + (scheme.equals("https") ? ":443" : ":80");
    }
}
