package org.stirrup.net;

import java.nio.file.Path;
import java.util.Optional;
import org.stirrup.net.linux.SocketTable;

/**
 * The process that has a port, for the message that says why we cannot have it.
 *
 * @param pid its number
 * @param command its name as the kernel knows it: {@code dnsmasq}
 */
public record PortHolder(long pid, String command) {
    /**
     * Who has a UDP port on any address. Empty when nobody has it, or when only the superuser may see who.
     *
     * @param port 1 to 65535
     */
    public static Optional<PortHolder> udp(int port) {
        return new SocketTable(Path.of("/proc")).udpHolder(port);
    }

    /**
     * Who listens on a TCP port on any address. Empty when nobody does, or when only the superuser may see who.
     *
     * @param port 1 to 65535
     */
    public static Optional<PortHolder> tcp(int port) {
        return new SocketTable(Path.of("/proc")).tcpListener(port);
    }

    @Override
    public String toString() {
        return command + " (process " + pid + ")";
    }
}
