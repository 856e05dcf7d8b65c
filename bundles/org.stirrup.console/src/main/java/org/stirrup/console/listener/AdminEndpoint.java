package org.stirrup.console.listener;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * The admin listener as it is up: tells its requests from those of other listeners in this process.
 *
 * @param host address it is bound to; a wildcard address for all of them
 * @param port it listens on
 */
public record AdminEndpoint(String host, int port) {
    /** Service property of the listener's runtime: {@link #host}. */
    static final String HOST = "stirrup.host";

    private static final String PORT = "org.osgi.service.http.port";

    /** @param runtime service properties of the listener's HttpServiceRuntime */
    public static AdminEndpoint of(Map<String, Object> runtime) {
        return new AdminEndpoint(
                String.valueOf(runtime.getOrDefault(HOST, "0.0.0.0")),
                Integer.parseInt(String.valueOf(runtime.get(PORT))));
    }

    /** Where a person finds the console. */
    public String console() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return "http://" + shown + (port == 80 ? "" : ":" + port) + "/system/console";
    }

    /** Whether the request came in through this listener. */
    public boolean received(HttpServletRequest request) {
        try {
            InetAddress bound = InetAddress.getByName(host);
            return request.getLocalPort() == port
                    && (bound.isAnyLocalAddress() || bound.equals(InetAddress.getByName(request.getLocalAddr())));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
