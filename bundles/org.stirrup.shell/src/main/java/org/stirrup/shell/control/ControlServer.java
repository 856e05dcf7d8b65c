package org.stirrup.shell.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;

/**
 * Takes commands of {@code bin/stirrup} on a Unix domain socket in the home's data folder, which only the appliance's
 * own user may open.
 */
@Component(service = SelfCheck.class, immediate = true)
public final class ControlServer implements SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final CommandProcessor processor;
    private final Path socket;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private ServerSocketChannel server;
    private volatile String trouble;

    @Activate
    public ControlServer(BundleContext context, @Reference CommandProcessor processor) {
        this.processor = processor;
        socket = Path.of(context.getProperty("stirrup.home"), "data", "control.sock");
        if (!Boolean.parseBoolean(context.getProperty("stirrup.check"))) {
            open();
        }
    }

    private void open() {
        try {
            // Left by one that was killed; another that lives cannot be, the home is locked.
            Files.deleteIfExists(socket);
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            new Thread(this::accept, "stirrup control").start();
        } catch (IOException e) {
            trouble = socket + ": " + e.getMessage();
            LOG.error("stirrup status and the like cannot reach this appliance: {}", trouble);
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                connections.removeIf(earlier -> !earlier.isOpen());
                connections.add(connection);
                new Thread(new ControlConnection(connection, processor), "stirrup control connection").start();
            }
        } catch (ClosedChannelException e) {
            LOG.debug("control socket closed");
        } catch (IOException e) {
            trouble = socket + ": " + e.getMessage();
            LOG.error("the control socket is lost: {}", trouble);
        }
    }

    @Deactivate
    void deactivate() throws IOException {
        if (server != null) {
            server.close();
            Files.deleteIfExists(socket);
            for (SocketChannel connection : connections) {
                connection.close();
            }
        }
    }

    @Override
    public List<Finding> findings() {
        String said = trouble;
        return said == null
                ? List.of()
                : List.of(new Finding(
                        Finding.Severity.WARNING,
                        "org.stirrup.shell",
                        "no control socket: " + said,
                        "a home with a shorter path may be needed: such a socket's path has 107 bytes at the most"));
    }
}
