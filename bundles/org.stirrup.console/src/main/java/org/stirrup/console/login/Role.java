package org.stirrup.console.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stirrup.console.listener.ListenerConfiguration;

/** What somebody who is logged in may do. The name of the user is the role's. */
public enum Role {
    /** Everything. */
    ADMIN,
    /** Look at Stirrup's pages. The framework's own show settings, and a database's password may be among them. */
    VIEWER;

    /** Stirrup's pages, and the console's scripts and pictures. */
    private static final Pattern VIEWED =
            Pattern.compile(ListenerConfiguration.CONSOLE_PATH + "/(stirrup.*|res(/.*)?)");

    private static final String ATTRIBUTE = "stirrup.console.role";

    /** {@code admin}. */
    String user() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> of(String user) {
        return Arrays.stream(values()).filter(role -> role.user().equals(user)).findFirst();
    }

    /**
     * Whether a request is one of those that it may send.
     *
     * @param path decoded and without dot segments
     */
    boolean may(String method, String path) {
        return this == ADMIN
                || SameOrigin.HARMLESS.contains(method) && VIEWED.matcher(path).matches();
    }

    void on(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Of who sent a request; a viewer when nobody said. */
    public static Role of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Role role ? role : VIEWER;
    }
}
