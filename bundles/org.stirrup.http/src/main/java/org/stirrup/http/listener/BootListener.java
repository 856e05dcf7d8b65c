package org.stirrup.http.listener;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.swap.Drain;
import org.stirrup.http.exchange.Responder;
import org.stirrup.net.Link;
import org.stirrup.net.PortHolder;

/**
 * The HTTP listener of one link: open, or waiting until its port can be had. While it is open, a
 * {@link ContentEndpoint} says so. Changed by one thread only.
 */
public final class BootListener {
    private static final Logger LOG = LoggerFactory.getLogger(BootListener.class);

    private final Link link;
    private final InetAddress address;
    private final BundleContext context;
    private final Responder responder;
    private Settings settings;
    private ServiceRegistration<ContentEndpoint> endpoint;
    private volatile HttpPort port;
    private volatile Finding finding;

    /** @param address the appliance's on the link, IPv4 or IPv6 */
    public BootListener(Link link, InetAddress address, BundleContext context, Responder responder) {
        this.link = link;
        this.address = address;
        this.context = context;
        this.responder = responder;
    }

    /** Opens the listener, or opens it anew when the settings are others than before. */
    public void apply(Settings next) {
        if (next.equals(settings)) {
            return;
        }
        close();
        settings = next;
        retry();
    }

    /** Opens the port if it should be open and is not. */
    public void retry() {
        if (port != null || settings == null) {
            return;
        }
        try {
            port = HttpPort.open(address, link.address(), settings, responder);
        } catch (IOException e) {
            report(e);
            return;
        }
        finding = null;
        if (address instanceof Inet4Address known) {
            endpoint = context.registerService(ContentEndpoint.class, new Endpoint(known, settings.port()), null);
        }
        LOG.info("HTTP listens on {} port {} ({})", address(), settings.port(), link.name());
    }

    /** Closes the port for new connections. @return the answers under way; empty when it was not open */
    public Optional<Drain> leave() {
        settings = null;
        finding = null;
        withdrawEndpoint();
        Optional<Drain> left = Optional.ofNullable(port).map(open -> open.leave("http on " + link.name()));
        port = null;
        return left;
    }

    /** Ends it, with its connections. */
    public void close() {
        settings = null;
        finding = null;
        withdrawEndpoint();
        if (port != null) {
            port.close();
            port = null;
        }
    }

    private void withdrawEndpoint() {
        if (endpoint != null) {
            endpoint.unregister();
            endpoint = null;
        }
    }

    public boolean open() {
        return port != null;
    }

    /** Why it is not open, when it should be. */
    public Optional<Finding> finding() {
        return Optional.ofNullable(finding);
    }

    private String address() {
        return address.getHostAddress();
    }

    private void report(IOException cause) {
        String said = String.valueOf(cause.getMessage());
        boolean inUse = cause instanceof BindException && said.contains("in use");
        Optional<PortHolder> holder = inUse ? PortHolder.tcp(settings.port()) : Optional.empty();
        String message = "TCP port " + settings.port() + " on " + link.name() + " (" + address()
                + ") cannot be opened: "
                + holder.map(process -> process + " has it").orElse(said);
        String remedy = said.contains("Permission denied")
                ? "start Stirrup as root or with CAP_NET_BIND_SERVICE: ports below 1024 are not for everybody"
                : "stop what uses the port (nginx, Apache, another web server), or set another port in"
                        + " org.stirrup.http.cfg";
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
