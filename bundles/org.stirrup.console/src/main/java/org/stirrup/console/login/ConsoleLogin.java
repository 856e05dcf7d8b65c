package org.stirrup.console.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.console.listener.AdminEndpoint;
import org.stirrup.console.listener.AdminListener;
import org.stirrup.console.listener.AdminOnly;

/**
 * Lets the administrator into the web console, on the admin listener only. Felix asks it about every request, also for
 * pictures, before anything else looks at the request; without this service there is no console at all (framework
 * property {@code felix.webconsole.security.providers=stirrup}).
 */
@Component(
        service = {SecurityProvider.class, SelfCheck.class},
        immediate = true,
        property = SecurityProvider.PROPERTY_ID + "=stirrup")
public final class ConsoleLogin implements SecurityProvider, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleLogin.class);
    private static final Logger PASSWORD = LoggerFactory.getLogger("stirrup.password");

    /** RFC 6585, section 4. */
    private static final int TOO_MANY_REQUESTS = 429;

    private final AdminPassword password;
    private final KnownCredentials known;
    private final LoginGate gate;

    /**
     * Comes up when the console can be reached, and only by those who should.
     *
     * @param runtime properties of the admin listener, which is up by now
     * @param guard what keeps the console off other listeners
     */
    @Activate
    public ConsoleLogin(
            BundleContext context,
            @Reference(target = "(" + AdminOnly.MARK + "=on)") Preprocessor guard,
            @Reference(service = HttpServiceRuntime.class, target = AdminListener.TARGET) Map<String, Object> runtime) {
        this(
                AdminEndpoint.of(runtime),
                new AdminPassword(
                        new PasswordFile(Path.of(Optional.ofNullable(context.getProperty("stirrup.home"))
                                        .orElse("."))
                                .toAbsolutePath()
                                .resolve("data/admin.password")),
                        PasswordHash.ROUNDS,
                        new SecureRandom()),
                Optional.ofNullable(System.getenv(AdminPassword.VARIABLE)),
                InstantSource.system());
    }

    ConsoleLogin(AdminEndpoint endpoint, AdminPassword password, Optional<String> given, InstantSource clock) {
        this.password = password;
        this.known = new KnownCredentials(new SecureRandom());
        this.gate = new LoginGate(clock);
        AdminPassword.Beginning beginning = password.begin(given);
        if (beginning instanceof AdminPassword.Beginning.Made made) {
            // The one time that it is shown, on a logger of its own so that no file needs to keep it.
            PASSWORD.info(
                    "stirrup console: {} user {} password {}", endpoint.console(), AdminPassword.USER, made.password());
        } else {
            LOG.info(
                    "console on {}{}",
                    endpoint.console(),
                    beginning instanceof AdminPassword.Beginning.Changed
                            ? ", password changed to the one in " + AdminPassword.VARIABLE
                            : "");
        }
        for (Finding finding : password.findings()) {
            LOG.error("{}: {}: {}", finding.source(), finding.message(), finding.remedy());
        }
    }

    @Override
    public Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        try {
            return admitted(request, response) ? AdminPassword.USER : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the client is gone
        }
    }

    /** There is one user, who may do everything. */
    @Override
    public boolean authorize(Object user, String role) {
        return AdminPassword.USER.equals(user);
    }

    /** Nothing is kept for a user; the console makes the browser forget. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        known.forget();
    }

    @Override
    public List<Finding> findings() {
        return password.findings();
    }

    private boolean admitted(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (SameOrigin.judge(
                        request.getMethod(),
                        header(request, "Host"),
                        header(request, "Origin"),
                        header(request, "Referer"),
                        header(request, "Sec-Fetch-Site"))
                instanceof SameOrigin.Verdict.Refused no) {
            LOG.warn(
                    "{} {} from {} refused: {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    remote(request),
                    no.because());
            response.sendError(HttpServletResponse.SC_FORBIDDEN, no.because());
            return false;
        }
        if (!identified(request, response)) {
            return false;
        }
        request.setAttribute(ServletContextHelper.AUTHENTICATION_TYPE, HttpServletRequest.BASIC_AUTH);
        request.setAttribute(ServletContextHelper.REMOTE_USER, AdminPassword.USER);
        return true;
    }

    private boolean identified(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String header = request.getHeader("Authorization");
        Optional<BasicCredentials> sent = BasicCredentials.of(header);
        if (sent.isEmpty()) {
            return ask(response);
        }
        if (known.knows(header, password.edition())) {
            return true;
        }
        Source source = Source.of(remote(request));
        if (gate.enter(source) instanceof LoginGate.Entry.Wait wait) {
            long seconds = wait.left().plusMillis(999).toSeconds();
            response.setHeader("Retry-After", Long.toString(seconds));
            response.sendError(
                    TOO_MANY_REQUESTS, "too many passwords from " + source.text() + ": wait " + seconds + " s");
            return false;
        }
        if (looked(source, header, sent.get())) {
            return true;
        }
        LOG.warn("console login from {} refused: wrong user or password", remote(request));
        return ask(response);
    }

    private boolean looked(Source source, String header, BasicCredentials sent) {
        LoginGate.Outcome outcome = LoginGate.Outcome.NONE;
        try {
            // Both are looked at in any case, so that the time it takes does not tell which one was wrong.
            AdminPassword.Judgement judgement = password.judge(sent.password());
            boolean right = judgement.right() & sent.user().equals(AdminPassword.USER);
            if (right) {
                known.remember(header, judgement.edition());
            }
            outcome = right ? LoginGate.Outcome.RIGHT : LoginGate.Outcome.WRONG;
            return right;
        } finally {
            gate.leave(source, outcome);
        }
    }

    private static boolean ask(HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Stirrup\", charset=\"UTF-8\"");
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        return false;
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    private static String remote(HttpServletRequest request) {
        return request.getRemoteAddr();
    }
}
