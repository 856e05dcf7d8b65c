package org.stirrup.console.login;

import jakarta.servlet.http.HttpServletResponse;

/** What a browser is told to refuse on every page of the console. */
public final class SecurityHeaders {
    /**
     * Felix's own pages have scripts and styles in the page, so these must stay allowed; nothing may come from or go to
     * anywhere else.
     */
    private static final String POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    public static void write(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
}
