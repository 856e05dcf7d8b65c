package org.stirrup.http.listener;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.net.Link;
import org.stirrup.net.PortHolder;

/**
 * The HTTP listener of one link. Jetty is asked for it only when its port is free, since Jetty tells nobody but the log
 * when it is not. While the listener answers, a {@link ContentEndpoint} says so. Changed by one thread only.
 */
public final class BootListener {
    private static final Logger LOG = LoggerFactory.getLogger(BootListener.class);

    /** Longer than Jetty needs to open a listener, in nanoseconds. */
    private static final long OPENING = Duration.ofSeconds(30).toNanos();

    private static final long CLOSING = Duration.ofSeconds(5).toNanos();
    private static final long LOOK_AGAIN = Duration.ofMillis(20).toNanos();

    private final Link link;
    private final BundleContext context;
    private final WebServer server;
    private Settings settings;
    private boolean asked;
    private long askedAt;

    private ServiceRegistration<ContentEndpoint> endpoint;
    private volatile boolean open;
    private volatile Finding finding;

    public BootListener(Link link, BundleContext context, WebServer server) {
        this.link = link;
        this.context = context;
        this.server = server;
    }

    /** Opens the listener, or opens it anew when the settings are others than before. */
    public void apply(Settings next, Set<String> running) {
        if (next.equals(settings)) {
            return;
        }
        close();
        settings = next;
        check(running);
    }

    /**
     * Does what is to be done next.
     *
     * @param running names of the listeners whose servlets answer now
     */
    public void check(Set<String> running) {
        if (settings == null) {
            return;
        }
        boolean answers = running.contains(WebServer.name(link));
        try {
            if (!asked) {
                ask();
            } else if (answers && !open) {
                opened();
            } else if (!answers && open) {
                LOG.warn("HTTP on {} port {} is gone, its web server was stopped", address(), settings.port());
                closed();
                askedAt = System.nanoTime();
            } else if (!answers && System.nanoTime() - askedAt > OPENING) {
                report("the web server did not open it", "see its message in the log; is the Jetty bundle started?");
                server.delete(link);
                asked = false;
            }
        } catch (IOException e) {
            report(e.getMessage(), "see that the home folder can be written");
        }
    }

    private void ask() throws IOException {
        try {
            probe(settings.port());
        } catch (BindException e) {
            taken(e);
            return;
        }
        server.create(link, settings);
        asked = true;
        askedAt = System.nanoTime();
    }

    private void taken(BindException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("Permission denied")) {
            report(
                    message,
                    "start Stirrup as root or with CAP_NET_BIND_SERVICE: ports below 1024 are not for everybody");
            return;
        }
        Optional<PortHolder> holder = message.contains("in use") ? PortHolder.tcp(settings.port()) : Optional.empty();
        report(
                holder.map(process -> process + " has it").orElse(message),
                "stop what uses the port (nginx, Apache, another web server), or set another port in"
                        + " org.stirrup.http.cfg");
    }

    private void opened() {
        open = true;
        finding = null;
        endpoint = context.registerService(ContentEndpoint.class, new Endpoint(link.address(), settings.port()), null);
        LOG.info("HTTP listens on {} port {} ({})", address(), settings.port(), link.name());
    }

    private void closed() {
        open = false;
        if (endpoint != null) {
            endpoint.unregister();
            endpoint = null;
        }
    }

    /** Ends it, and waits until Jetty has closed the port, which it does on another thread. */
    public void close() {
        closed();
        finding = null;
        if (asked) {
            asked = false;
            try {
                server.delete(link);
                awaitClosed(settings.port());
            } catch (IOException e) {
                LOG.warn("HTTP on {} could not be closed: {}", address(), e.getMessage());
            }
        }
        settings = null;
    }

    private void awaitClosed(int port) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                probe(port);
                return;
            } catch (BindException e) {
                if (System.nanoTime() - start > CLOSING) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_AGAIN);
            }
        }
    }

    /** @throws BindException when somebody has the port, or it may not be had */
    private void probe(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(link.address(), port));
        }
    }

    public boolean open() {
        return open;
    }

    /** Why it is not open, when it should be. */
    public Optional<Finding> finding() {
        return Optional.ofNullable(finding);
    }

    private String address() {
        return link.address().getHostAddress();
    }

    private void report(String because, String remedy) {
        String message = "TCP port " + settings.port() + " on " + link.name() + " (" + address()
                + ") cannot be opened: " + because;
        Finding next = new Finding(Finding.Severity.ERROR, "org.stirrup.http", message, remedy);
        if (!next.equals(finding)) {
            LOG.error("{}; {}. Trying again every few seconds.", message, remedy);
        }
        finding = next;
    }

    private record Endpoint(Inet4Address address, int port) implements ContentEndpoint {
        @Override
        public String protocol() {
            return "http";
        }

        @Override
        public Optional<URI> base(Inet4Address serverAddress) {
            String suffix = port == 80 ? "/" : ":" + port + "/";
            return serverAddress.equals(address)
                    ? Optional.of(URI.create("http://" + address.getHostAddress() + suffix))
                    : Optional.empty();
        }
    }
}
