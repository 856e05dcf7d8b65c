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

/**
 * Keeps the console off every listener but the admin one, before a request is even dispatched. The console's own
 * configuration says the same, but reaches it only after it has registered itself everywhere.
 *
 * <p>Components are enabled in order of their names: this one is in force before {@code login} lets the console come up.
 */
@Component(
        service = Preprocessor.class,
        property = {HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET + "=(!(http.listener=admin))", AdminOnly.MARK + "=on"
        })
public final class AdminOnly implements Preprocessor {
    /** Service property by which its presence is known. */
    public static final String MARK = "stirrup.console.guard";

    @Override
    public void init(FilterConfig config) {
        // Nothing to set.
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (path((HttpServletRequest) request).startsWith(ListenerConfiguration.CONSOLE_PATH)) {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            chain.doFilter(request, response);
        }
    }

    @Override
    public void destroy() {
        // Nothing is held.
    }

    /** Decoded and without dot segments, as the dispatcher sees it. */
    public static String path(HttpServletRequest request) {
        return text(request.getServletPath()) + text(request.getPathInfo());
    }

    private static String text(String part) {
        return part == null ? "" : part;
    }
}
