package org.stirrup.console.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.stirrup.console.listener.AdminListener;

/**
 * Writes every request of a logged-in user that may change something into the audit log, with what came of it; those of
 * the framework's own pages too. What nobody was let in for changed nothing, and would only push out what did.
 */
@Component(
        service = Preprocessor.class,
        property = HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET + "=" + AdminListener.TARGET)
public final class AuditFilter implements Preprocessor {
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String CONSOLE = "/system/console/";
    private static final String OURS = CONSOLE + "stirrup";
    private static final int FIRST_ERROR = 400;

    private final AuditLog log;

    @Activate
    public AuditFilter(@Reference AuditLog log) {
        this.log = log;
    }

    @Override
    public void init(FilterConfig config) {
        // Nothing to set.
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        if (HARMLESS.contains(asked.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        String failure = "";
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            failure = e.toString();
            throw e;
        } finally {
            Object user = asked.getAttribute(ServletContextHelper.REMOTE_USER);
            boolean part = asked.getAttribute(AuditLog.PART) != null
                    && asked.getAttribute(AuditLog.OUTCOME) == null
                    && failure.isEmpty();
            if (user != null && !part) {
                log.add(new AuditLog.Entry(
                        Instant.now(),
                        user.toString(),
                        asked.getRemoteAddr(),
                        what(asked),
                        failure.isEmpty() ? outcome(asked, (HttpServletResponse) response) : failure));
            }
        }
    }

    @Override
    public void destroy() {
        // Nothing is held.
    }

    private static String outcome(HttpServletRequest request, HttpServletResponse response) {
        Object said = request.getAttribute(AuditLog.OUTCOME);
        if (said != null) {
            return said.toString();
        }
        return response.getStatus() < FIRST_ERROR ? "done" : "answered " + response.getStatus();
    }

    /** In words where the page said them; else the address, with parameters where they are ours: others may be secret. */
    private static String what(HttpServletRequest request) {
        Object said = request.getAttribute(AuditLog.WHAT);
        if (said != null) {
            return said.toString();
        }
        String path = request.getRequestURI();
        String page = path.startsWith(CONSOLE) ? path.substring(CONSOLE.length()) : path;
        Map<String, String[]> parameters = new TreeMap<>(request.getParameterMap());
        if (!path.startsWith(OURS)) {
            parameters.keySet().retainAll(Set.of("action"));
        }
        return page.replaceFirst("\\.json$", "")
                + parameters.entrySet().stream()
                        .map(each -> " " + each.getKey() + "="
                                + Arrays.stream(each.getValue()).collect(Collectors.joining(",")))
                        .collect(Collectors.joining());
    }
}
