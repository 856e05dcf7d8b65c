package org.stirrup.ftp.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.ftpserver.ftplet.FtpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections to one port share. */
public final class Surroundings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    private final PassivePorts ports;
    private final Duration patience;
    private final Clock clock;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

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

    DataConnection data(InetAddress server, InetAddress client) {
        return new DataConnection(server, client, ports);
    }

    /** A client has connected, until {@link #left}. */
    void joined(Session session) {
        sessions.add(session);
    }

    void left(Session session) {
        sessions.remove(session);
        close(session.data());
    }

    /** From now on a client is sent away after its next file. */
    public void leave() {
        leaving = true;
    }

    boolean leaving() {
        return leaving;
    }

    /** How many files are on their way. */
    public int transfers() {
        return (int) sessions.stream().filter(Session::transferring).count();
    }

    /**
     * Says goodbye to clients that have nothing on its way and are silent.
     *
     * @param silence how long; a client that has just logged in and not yet asked for its file is not cut short
     * @param hangUp closes the connection of the client at an address
     */
    public void dismiss(Duration silence, Consumer<InetSocketAddress> hangUp) {
        for (Session session : sessions) {
            if (session.quiet().compareTo(silence) > 0) {
                try {
                    session.goodbye();
                } catch (FtpException e) {
                    LOG.debug("{} was gone before it was told", session.client(), e);
                }
                hangUp.accept(session.client());
            }
        }
    }

    /** Ends every transfer. */
    @Override
    public void close() {
        sessions.forEach(session -> close(session.data()));
    }

    private static void close(DataConnection data) {
        try {
            data.close();
        } catch (IOException e) {
            LOG.debug("A data connection did not close cleanly", e);
        }
    }
}
