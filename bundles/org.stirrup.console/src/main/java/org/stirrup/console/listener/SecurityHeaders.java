package org.stirrup.console.listener;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/** What a browser is told to refuse, on every answer of the admin listener. */
@Component(
        service = Preprocessor.class,
        property = HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET + "=" + AdminListener.TARGET)
public final class SecurityHeaders implements Preprocessor {
    private static final String FELIX_PAGES = ListenerConfiguration.CONSOLE_PATH + "/";
    private static final String OUR_PAGES = FELIX_PAGES + "stirrup";

    @Override
    public void init(FilterConfig config) {
        // Nothing to set.
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse http = (HttpServletResponse) response;
        http.setHeader("X-Frame-Options", "DENY");
        http.setHeader("X-Content-Type-Options", "nosniff");
        http.setHeader("Referrer-Policy", "same-origin");
        http.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        String path = AdminOnly.path((HttpServletRequest) request);
        if (path.startsWith(FELIX_PAGES) && !path.startsWith(OUR_PAGES)) {
            http.setHeader(ContentPolicy.HEADER, ContentPolicy.FELIX);
            chain.doFilter(request, response);
        } else if (path.startsWith(OUR_PAGES) && path.indexOf('/', OUR_PAGES.length()) < 0) {
            FramedPage page = new FramedPage(http);
            chain.doFilter(request, page);
            page.finish();
        } else {
            http.setHeader(ContentPolicy.HEADER, ContentPolicy.of(List.of()));
            chain.doFilter(request, response);
        }
    }

    @Override
    public void destroy() {
        // Nothing is held.
    }
}
