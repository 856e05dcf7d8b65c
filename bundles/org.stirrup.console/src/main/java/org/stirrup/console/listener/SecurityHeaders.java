package org.stirrup.console.listener;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/** What a browser is told to refuse, on every answer of the admin listener. */
@Component(
        service = Preprocessor.class,
        property = HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET + "=" + AdminListener.TARGET)
public final class SecurityHeaders implements Preprocessor {
    /**
     * The frame around every page has scripts and styles in the page, so these must stay allowed; nothing may come from
     * or go to anywhere else.
     */
    private static final String POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'%s;"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private static final String FELIX_PAGES = ListenerConfiguration.CONSOLE_PATH + "/";
    private static final String OUR_PAGES = FELIX_PAGES + "stirrup";
    private static final String OURS = POLICY.formatted("");

    /** Felix's page of bundles unpacks one of its scripts at run time. */
    private static final String FELIX = POLICY.formatted(" 'unsafe-eval'");

    @Override
    public void init(FilterConfig config) {
        // Nothing to set.
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse http = (HttpServletResponse) response;
        boolean felix = ((HttpServletRequest) request).getRequestURI().startsWith(FELIX_PAGES)
                && !((HttpServletRequest) request).getRequestURI().startsWith(OUR_PAGES);
        http.setHeader("Content-Security-Policy", felix ? FELIX : OURS);
        http.setHeader("X-Frame-Options", "DENY");
        http.setHeader("X-Content-Type-Options", "nosniff");
        http.setHeader("Referrer-Policy", "same-origin");
        http.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        chain.doFilter(request, response);
    }

    @Override
    public void destroy() {
        // Nothing is held.
    }
}
