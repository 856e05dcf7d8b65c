package org.stirrup.ftp.server;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.URI;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.ContentEndpoint;
import org.stirrup.api.swap.Drain;
import org.stirrup.ftp.tree.ContentTree;
import org.stirrup.ftp.tree.Journal;
import org.stirrup.net.Link;
import org.stirrup.net.PortHolder;

/**
 * The FTP port of one link: open, or waiting until it can be had. While it is open, a {@link ContentEndpoint} says so.
 * Changed by one thread only.
 */
public final class LinkPort {
    private static final Logger LOG = LoggerFactory.getLogger(LinkPort.class);

    private final Link link;
    private final BundleContext context;
    private final ContentTree tree;
    private final Journal journal;
    private Settings settings;
    private ServiceRegistration<ContentEndpoint> endpoint;
    private volatile FtpPort port;
    private volatile Finding finding;

    public LinkPort(Link link, BundleContext context, ContentTree tree, Journal journal) {
        this.link = link;
        this.context = context;
        this.tree = tree;
        this.journal = journal;
    }

    /** Opens the port, or opens it anew when the settings are others than before. */
    public void apply(Settings next) {
        if (port != null && next.equals(settings)) {
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
            port = FtpPort.open(link.address(), settings, tree, journal);
        } catch (IOException e) {
            report(e);
            return;
        }
        finding = null;
        endpoint = context.registerService(ContentEndpoint.class, new Endpoint(link.address(), settings.port()), null);
        LOG.info("FTP listens on {} port {} ({})", link.address().getHostAddress(), settings.port(), link.name());
    }

    /** Closes the port for new clients. @return those it has; empty when it was not open */
    public Optional<Drain> leave() {
        settings = null;
        finding = null;
        withdrawEndpoint();
        Optional<Drain> left = Optional.ofNullable(port).map(open -> open.leave("ftp on " + link.name()));
        port = null;
        return left;
    }

    private void withdrawEndpoint() {
        if (endpoint != null) {
            endpoint.unregister();
            endpoint = null;
        }
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

    public boolean open() {
        return port != null;
    }

    /** Why it is not open, when it should be. */
    public Optional<Finding> finding() {
        return Optional.ofNullable(finding);
    }

    private void report(IOException cause) {
        Optional<PortHolder> holder = inUse(cause) ? PortHolder.tcp(settings.port()) : Optional.empty();
        String message = "TCP port " + settings.port() + " on " + link.name() + " ("
                + link.address().getHostAddress() + ") cannot be opened: "
                + holder.map(process -> process + " has it").orElse(cause.getMessage());
        Finding next = new Finding(Finding.Severity.ERROR, "org.stirrup.ftp", message, remedy(cause));
        if (!next.equals(finding)) {
            LOG.error("{}; {}. Trying again every few seconds.", message, next.remedy());
        }
        finding = next;
    }

    private static boolean inUse(IOException cause) {
        return cause instanceof BindException
                && String.valueOf(cause.getMessage()).contains("in use");
    }

    private static String remedy(IOException cause) {
        if (String.valueOf(cause.getMessage()).contains("Permission denied")) {
            return "start Stirrup as root or with CAP_NET_BIND_SERVICE: ports below 1024 are not for everybody";
        }
        return "stop what uses the port (vsftpd, another FTP server), or set another port in org.stirrup.ftp.cfg";
    }

    private record Endpoint(Inet4Address address, int port) implements ContentEndpoint {
        @Override
        public String protocol() {
            return "ftp";
        }

        @Override
        public Optional<URI> base(Inet4Address serverAddress) {
            String suffix = port == 21 ? "/" : ":" + port + "/";
            return serverAddress.equals(address)
                    ? Optional.of(URI.create("ftp://" + address.getHostAddress() + suffix))
                    : Optional.empty();
        }
    }
}
