package org.stirrup.ftp.server;

import java.time.Duration;
import org.stirrup.ftp.command.PortRange;

/**
 * How the server is to behave.
 *
 * @param port for control connections; 0 for any free one
 * @param passivePorts for data connections
 * @param idleTimeout how long a client may be silent
 * @param maxLogins how many clients at once, on each link
 */
public record Settings(int port, PortRange passivePorts, Duration idleTimeout, int maxLogins) {
    public static final Settings DEFAULT = new Settings(21, new PortRange(50000, 50999), Duration.ofSeconds(300), 2000);
}
