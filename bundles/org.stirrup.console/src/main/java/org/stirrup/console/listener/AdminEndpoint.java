package org.stirrup.console.listener;

import java.util.Map;
import java.util.stream.Stream;

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
        String[] bases = runtime.get(BASES) instanceof String[] known ? known : new String[0];
        // Bound to all addresses it has several; IPv4 ones are those that people can read to each other.
        String base = Stream.of(bases)
                .filter(known -> !known.contains("["))
                .findFirst()
                .orElse(bases.length > 0 ? bases[0] : "http://127.0.0.1:" + port + "/");
        return new AdminEndpoint(base, port);
    }

    /** Where a person finds the console. */
    public String console() {
        return base + (base.endsWith("/") ? "" : "/") + "system/console";
    }
}
