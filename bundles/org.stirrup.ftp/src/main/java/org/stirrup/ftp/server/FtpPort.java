package org.stirrup.ftp.server;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerConfigurationException;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.stirrup.api.swap.Drain;
import org.stirrup.ftp.command.Commands;
import org.stirrup.ftp.command.Surroundings;
import org.stirrup.ftp.tree.ContentTree;
import org.stirrup.ftp.tree.Journal;
import org.stirrup.ftp.tree.TreeView;

/** An open FTP port on one address: one FtpServer with one listener. */
public final class FtpPort implements AutoCloseable {
    private static final String LISTENER = "default";

    private final FtpServer server;
    private final Listener listener;
    private final Surroundings surroundings;
    private final Courtesy courtesy;

    private FtpPort(FtpServer server, Listener listener, Surroundings surroundings, Courtesy courtesy) {
        this.server = server;
        this.listener = listener;
        this.surroundings = surroundings;
        this.courtesy = courtesy;
    }

    /**
     * Opens it.
     *
     * @throws BindException when the port is taken or may not be had
     */
    public static FtpPort open(Inet4Address address, Settings settings, ContentTree tree, Journal journal)
            throws IOException {
        Surroundings surroundings =
                new Surroundings(settings.passivePorts(), settings.idleTimeout(), Clock.systemUTC());
        int idleSeconds = (int) settings.idleTimeout().toSeconds();

        ListenerFactory listening = new ListenerFactory();
        listening.setServerAddress(address.getHostAddress());
        listening.setPort(settings.port());
        // None here: FtpServer lets a session's own limit count only when the listener has none.
        listening.setIdleTimeout(0);
        Courtesy courtesy = new Courtesy();
        listening.setSessionFilter(courtesy::welcome);
        DataConnectionConfigurationFactory unused = new DataConnectionConfigurationFactory();
        unused.setActiveEnabled(false);
        listening.setDataConnectionConfiguration(unused.createDataConnectionConfiguration());
        Listener listener = listening.createListener();

        ConnectionConfigFactory connections = new ConnectionConfigFactory();
        connections.setMaxLogins(settings.maxLogins());
        connections.setMaxAnonymousLogins(settings.maxLogins());
        // A transfer takes a thread while it lasts; a connection that waits takes none.
        connections.setMaxThreads(settings.maxLogins());

        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener(LISTENER, listener);
        factory.setConnectionConfig(connections.createConnectionConfig());
        factory.setUserManager(new AnonymousUsers(idleSeconds));
        factory.setFileSystem(user -> new TreeView(tree, journal));
        // FtpServer empties this map when it stops.
        factory.setFtplets(new HashMap<>(Map.of("stirrup", new Commands(surroundings, journal))));
        FtpServer server = factory.createServer();
        try {
            server.start();
        } catch (FtpServerConfigurationException | FtpException e) {
            throw cause(e);
        }
        return new FtpPort(server, listener, surroundings, courtesy);
    }

    /** FtpServer and MINA each wrap what the system said. */
    private static IOException cause(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                return bind;
            }
        }
        return new IOException(thrown.getMessage(), thrown);
    }

    /** Where it listens. */
    public InetSocketAddress local() {
        return new InetSocketAddress(listener.getServerAddress(), listener.getPort());
    }

    /**
     * Closes the port for new clients. Those that are connected get their next file, then they are sent away.
     *
     * @param name for people
     */
    public Drain leave(String name) {
        listener.suspend();
        surroundings.leave();
        return new Departure(name, surroundings, courtesy, this);
    }

    /** Closes the port and ends its connections and transfers. */
    @Override
    public void close() {
        listener.suspend();
        surroundings.close();
        courtesy.hangUpAll();
        server.stop();
    }
}
