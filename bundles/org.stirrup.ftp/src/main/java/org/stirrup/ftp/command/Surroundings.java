package org.stirrup.ftp.command;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections to one port share. */
public final class Surroundings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    private final PassivePorts ports;
    private final Duration patience;
    private final Clock clock;
    private final Set<DataConnection> open = ConcurrentHashMap.newKeySet();

    /**
     * @param ports offered for data connections
     * @param patience how long a client may be silent, or take nothing of a transfer
     */
    public Surroundings(PortRange ports, Duration patience, Clock clock) {
        this.ports = new PassivePorts(ports);
        this.patience = patience;
        this.clock = clock;
    }

    Duration patience() {
        return patience;
    }

    Clock clock() {
        return clock;
    }

    /** The data connections of a client that has just connected, until {@link #left}. */
    DataConnection joined(InetAddress server, InetAddress client) {
        DataConnection data = new DataConnection(server, client, ports);
        open.add(data);
        return data;
    }

    void left(DataConnection data) {
        open.remove(data);
        close(data);
    }

    /** Ends every transfer. */
    @Override
    public void close() {
        open.forEach(Surroundings::close);
    }

    private static void close(DataConnection data) {
        try {
            data.close();
        } catch (IOException e) {
            LOG.debug("A data connection did not close cleanly", e);
        }
    }
}
