package org.stirrup.http.listener;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.swap.Drain;
import org.stirrup.http.exchange.Requests;

/**
 * An open HTTP port on one address: a Jetty server of its own, made of the classes that Felix's Jetty exports. It is not
 * asked for through Felix, because that one ends the answers under way when it closes a port.
 */
final class HttpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

    /** Of a request with its headers, in bytes. */
    private static final int LONGEST_HEADER = 16 << 10;

    private static final int ACCEPTORS = 1;
    private static final int SELECTORS = 2;
    private static final int BACKLOG = 1024;

    private final Server server;
    private final ServerConnector connector;
    private final StatisticsHandler requests;

    private HttpPort(Server server, ServerConnector connector, StatisticsHandler requests) {
        this.server = server;
        this.connector = connector;
        this.requests = requests;
    }

    /**
     * Opens it.
     *
     * @param address where it listens
     * @param link the appliance's IPv4 address on the link
     * @param servlets by the pattern of paths that each answers; not theirs to start or destroy
     * @throws BindException when the port is taken or may not be had
     */
    static HttpPort open(InetAddress address, Inet4Address link, Settings settings, Map<String, Servlet> servlets)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(settings.threads(), ACCEPTORS + SELECTORS + 1);
        threads.setName("stirrup-http-" + address.getHostAddress());
        threads.setDaemon(true);
        Server server = new Server(threads);

        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(LONGEST_HEADER);
        // Installers ask for //repodata and %2B: paths are decoded and judged by us, not refused before.
        http.setUriCompliance(UriCompliance.LEGACY);
        ServerConnector connector = new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http));
        connector.setHost(address.getHostAddress());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        // A client that is slow to take its file is not idle, whether we leave or not.
        connector.setShutdownIdleTimeout(settings.idleTimeout().toMillis());
        server.addConnector(connector);

        ServletContextHandler context = new ServletContextHandler();
        context.setAttribute(Requests.SERVER, link);
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        servlets.forEach((pattern, servlet) -> {
            ServletHolder holder = new ServletHolder(servlet);
            holder.setAsyncSupported(true);
            context.addServlet(holder, pattern);
        });
        StatisticsHandler requests = new StatisticsHandler(context);
        server.setHandler(requests);
        HttpPort port = new HttpPort(server, connector, requests);
        try {
            server.start();
        } catch (Exception e) {
            port.close();
            throw cause(e);
        }
        return port;
    }

    /** Jetty wraps what the system said. */
    private static IOException cause(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                return bind;
            }
        }
        return new IOException(String.valueOf(thrown.getMessage()), thrown);
    }

    /**
     * Closes the port for new connections. Answers under way go on; the connection of each is closed after it.
     *
     * @param name for people
     */
    Drain leave(String name) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        // Stopped by another thread than Jetty's own, which would wait for itself.
        connector.shutdown().whenComplete((nothing, failure) -> CompletableFuture.runAsync(() -> end(ended)));
        return new Drain() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int underWay() {
                return requests.getRequestsActive();
            }

            @Override
            public CompletionStage<Void> ended() {
                return ended;
            }

            @Override
            public void cutOff() {
                end(ended);
            }
        };
    }

    private void end(CompletableFuture<Void> ended) {
        close();
        ended.complete(null);
    }

    /** Closes the port and ends its connections. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("HTTP on {} did not close cleanly", connector.getHost(), e);
        }
    }
}
