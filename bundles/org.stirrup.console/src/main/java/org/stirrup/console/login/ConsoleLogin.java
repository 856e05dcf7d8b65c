package org.stirrup.console.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumMap;
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
 * Lets the administrator and the viewer into the web console, on the admin listener only. Felix asks it about every request, also for
 * pictures, before anything else looks at the request; without this service there is no console at all (framework
 * property {@code felix.webconsole.security.providers=stirrup}).
 */
@Component(
        service = {SecurityProvider.class, SelfCheck.class, ViewerAccess.class},
        immediate = true,
        property = SecurityProvider.PROPERTY_ID + "=stirrup")
public final class ConsoleLogin implements SecurityProvider, SelfCheck, ViewerAccess {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleLogin.class);
    private static final Logger PASSWORD = LoggerFactory.getLogger("stirrup.password");

    /** RFC 6585, section 4. */
    private static final int TOO_MANY_REQUESTS = 429;

    private final Map<Role, Account> accounts = new EnumMap<>(Role.class);
    private final LoginGate gate;

    /** A role's password, and who was let in with it last. */
    private record Account(AccountPassword password, KnownCredentials known) {}

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
                Path.of(Optional.ofNullable(context.getProperty("stirrup.home")).orElse("."))
                        .toAbsolutePath()
                        .resolve("data"),
                System.getenv(),
                InstantSource.system());
    }

    private ConsoleLogin(AdminEndpoint endpoint, Path data, Map<String, String> environment, InstantSource clock) {
        gate = new LoginGate(clock);
        SecureRandom random = new SecureRandom();
        for (Role role : Role.values()) {
            AccountPassword password = new AccountPassword(
                    role, new PasswordFile(data.resolve(role.user() + ".password")), PasswordHash.ROUNDS, random);
            accounts.put(role, new Account(password, new KnownCredentials(random)));
            begin(role, password, Optional.ofNullable(environment.get(password.variable())), endpoint);
        }
    }

    private static void begin(Role role, AccountPassword password, Optional<String> given, AdminEndpoint endpoint) {
        AccountPassword.Beginning beginning = password.begin(given);
        if (beginning instanceof AccountPassword.Beginning.Made made) {
            // The one time that it is shown, on a logger of its own so that no file needs to keep it.
            PASSWORD.info("stirrup console: {} user {} password {}", endpoint.console(), role.user(), made.password());
        } else if (role == Role.ADMIN || beginning instanceof AccountPassword.Beginning.Changed) {
            LOG.info(
                    "console on {}{}",
                    endpoint.console(),
                    beginning instanceof AccountPassword.Beginning.Changed
                            ? ", password of " + role.user() + " changed to the one in " + password.variable()
                            : "");
        }
        for (Finding finding : password.findings()) {
            LOG.error("{}: {}: {}", finding.source(), finding.message(), finding.remedy());
        }
    }

    @Override
    public Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        try {
            return admitted(request, response) ? Role.of(request) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the client is gone
        }
    }

    /** The framework's own roles are all the administrator's. */
    @Override
    public boolean authorize(Object user, String role) {
        return user == Role.ADMIN;
    }

    /** Nothing is kept for a user; the console makes the browser forget. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        accounts.values().forEach(account -> account.known().forget());
    }

    @Override
    public List<Finding> findings() {
        return accounts.values().stream()
                .flatMap(account -> account.password().findings().stream())
                .toList();
    }

    @Override
    public boolean isOpen() {
        return accounts.get(Role.VIEWER).password().present();
    }

    @Override
    public String make() throws IOException {
        return accounts.get(Role.VIEWER).password().make();
    }

    @Override
    public void close() throws IOException {
        accounts.get(Role.VIEWER).password().remove();
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
        Optional<Role> identified = identified(request, response);
        if (identified.isEmpty()) {
            return false;
        }
        Role role = identified.get();
        role.on(request);
        request.setAttribute(ServletContextHelper.AUTHENTICATION_TYPE, HttpServletRequest.BASIC_AUTH);
        request.setAttribute(ServletContextHelper.REMOTE_USER, role.user());
        if (!role.may(request.getMethod(), AdminOnly.path(request))) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "a viewer may look at Stirrup's pages, and no more");
            return false;
        }
        return true;
    }

    private Optional<Role> identified(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String header = request.getHeader("Authorization");
        Optional<BasicCredentials> sent = BasicCredentials.of(header);
        if (sent.isEmpty()) {
            return ask(response);
        }
        // Where there is no such user, the time it takes is the administrator's, and tells nothing.
        Optional<Role> role = Role.of(sent.get().user())
                .filter(each -> accounts.get(each).password().present());
        Account account = accounts.get(role.orElse(Role.ADMIN));
        if (role.isPresent() && account.known().knows(header, account.password().edition())) {
            return role;
        }
        Source source = Source.of(remote(request));
        if (gate.enter(source) instanceof LoginGate.Entry.Wait wait) {
            long seconds = wait.left().plusMillis(999).toSeconds();
            response.setHeader("Retry-After", Long.toString(seconds));
            response.sendError(
                    TOO_MANY_REQUESTS, "too many passwords from " + source.text() + ": wait " + seconds + " s");
            return Optional.empty();
        }
        if (looked(source, header, sent.get(), account, role.isPresent())) {
            return role;
        }
        LOG.warn("console login from {} refused: wrong user or password", remote(request));
        return ask(response);
    }

    private boolean looked(Source source, String header, BasicCredentials sent, Account account, boolean there) {
        LoginGate.Outcome outcome = LoginGate.Outcome.NONE;
        try {
            // Looked at in any case, so that the time it takes does not tell whether it was user or password.
            AccountPassword.Judgement judgement = account.password().judge(sent.password());
            boolean right = judgement.right() & there;
            if (right) {
                account.known().remember(header, judgement.edition());
            }
            outcome = right ? LoginGate.Outcome.RIGHT : LoginGate.Outcome.WRONG;
            return right;
        } finally {
            gate.leave(source, outcome);
        }
    }

    private static Optional<Role> ask(HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Stirrup\", charset=\"UTF-8\"");
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        return Optional.empty();
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    private static String remote(HttpServletRequest request) {
        return request.getRemoteAddr();
    }
}
