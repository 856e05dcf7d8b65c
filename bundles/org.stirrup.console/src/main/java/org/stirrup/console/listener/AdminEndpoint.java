package org.stirrup.console.listener;

import java.util.Map;

/**
 * The admin listener as it is up.
 *
 * @param base where it is reached: {@code http://127.0.0.1:8080/}
 * @param port it listens on
 */
public record AdminEndpoint(String base, int port) {
    private static final String PORT = "org.osgi.service.http.port";
    private static final String BASES = "osgi.http.endpoint";

    /** @param runtime service properties of the listener's HttpServiceRuntime */
    public static AdminEndpoint of(Map<String, Object> runtime) {
        int port = Integer.parseInt(String.valueOf(runtime.get(PORT)));
        return runtime.get(BASES) instanceof String[] bases && bases.length > 0
                ? new AdminEndpoint(bases[0], port)
                : new AdminEndpoint("http://127.0.0.1:" + port + "/", port);
    }

    /** Where a person finds the console. */
    public String console() {
        return base + (base.endsWith("/") ? "" : "/") + "system/console";
    }
}
