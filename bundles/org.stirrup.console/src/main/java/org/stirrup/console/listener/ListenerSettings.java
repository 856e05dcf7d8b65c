package org.stirrup.console.listener;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.stirrup.api.check.Finding;

/** Where the console is asked to listen, read from configuration. */
sealed interface ListenerSettings {
    /**
     * Can be tried.
     *
     * @param port 0 for any free one
     */
    record Usable(InetAddress address, int port) implements ListenerSettings {
        /** What is unwise about it; empty when nothing is. */
        Optional<Finding> warning(String source) {
            return address.isLoopbackAddress()
                    ? Optional.empty()
                    : Optional.of(new Finding(
                            Finding.Severity.WARNING,
                            source,
                            "host=" + address.getHostAddress()
                                    + ": the console is open to the network without TLS; its password can be overheard",
                            "give host=127.0.0.1 and come through an SSH tunnel: ssh -L 8080:127.0.0.1:"
                                    + (port == 0 ? "PORT" : port) + " root@this-machine"));
        }
    }

    /** Refused. */
    record Wrong(Finding finding) implements ListenerSettings {}

    static ListenerSettings of(String host, String port, String source) {
        int number;
        try {
            number = Integer.parseInt(port.strip());
        } catch (NumberFormatException e) {
            number = -1;
        }
        if (number < 0 || number > 65535) {
            return new Wrong(new Finding(
                    Finding.Severity.ERROR,
                    source,
                    "port=" + port + ": not a port number",
                    "give a number from 1 to 65535, such as port=8080"));
        }
        if (host.isBlank()) {
            return new Wrong(unknown(host, source)); // Java takes it for the loopback address
        }
        try {
            return new Usable(InetAddress.getByName(host.strip()), number);
        } catch (UnknownHostException e) {
            return new Wrong(unknown(host, source));
        }
    }

    private static Finding unknown(String host, String source) {
        return new Finding(
                Finding.Severity.ERROR,
                source,
                "host=" + host + ": not an address, and no name of one",
                "give host=127.0.0.1, or another address of this machine");
    }
}
