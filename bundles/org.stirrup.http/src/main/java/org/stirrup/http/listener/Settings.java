package org.stirrup.http.listener;

import java.time.Duration;

/**
 * How boot listeners are to be.
 *
 * @param port TCP port
 * @param threads at most, on each link; a client that is slow takes none
 * @param idleTimeout after which a silent client, or one that takes no data, is disconnected
 */
public record Settings(int port, int threads, Duration idleTimeout) {
    public static final Settings DEFAULT = new Settings(80, 64, Duration.ofSeconds(60));
}
