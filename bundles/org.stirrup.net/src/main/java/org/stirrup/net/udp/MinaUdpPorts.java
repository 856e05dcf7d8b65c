package org.stirrup.net.udp;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.stirrup.net.Link;
import org.stirrup.net.Link6;
import org.stirrup.net.PortException;
import org.stirrup.net.PortHolder;
import org.stirrup.net.Receiver;
import org.stirrup.net.UdpPort;
import org.stirrup.net.UdpPorts;
import org.stirrup.net.linux.DatagramCalls;
import org.stirrup.net.linux.Kernel;
import org.stirrup.net.linux.SocketTable;

/**
 * Opens ports: a {@link BatchPort} where the kernel's calls for many datagrams can be had, and for IPv4; else MINA makes
 * the socket, and the kernel ties it to the link before the first datagram is read. One for all servers, and there
 * before them: what one hands on, the next finds here.
 */
@Component(immediate = true)
public final class MinaUdpPorts implements UdpPorts {
    private final Kernel kernel;
    private final SocketTable table;
    private final HandedOn handedOn = new HandedOn();

    @Activate
    public MinaUdpPorts() {
        this(new Kernel(), new SocketTable(Path.of("/proc")));
    }

    MinaUdpPorts(Kernel kernel, SocketTable table) {
        this.kernel = kernel;
        this.table = table;
    }

    @Deactivate
    void deactivate() {
        handedOn.close();
    }

    /** One at a time: the socket on this port that is not tied yet must be the new one. */
    @Override
    public synchronized UdpPort open(Link link, int port, Receiver receiver) throws PortException {
        if (port == 0) {
            return openAnyFree(link, receiver);
        }
        Optional<Tenancy> vacant = handedOn.take(link, port, receiver);
        if (vacant.isPresent()) {
            return vacant.get();
        }
        return switch (claim(link, port)) {
            case FREE -> openTied(link, port, receiver);
            case TAKEN -> throw taken(link, port, null);
            case PORT_FORBIDDEN -> throw refused(link, port, "ports below 1024 need CAP_NET_BIND_SERVICE", null);
            case DEVICE_FORBIDDEN -> {
                if (link.address().isLoopbackAddress()) {
                    yield openUntied(link, port, receiver);
                }
                throw refused(
                        link, port, "this process may not tie a socket to an interface, which needs CAP_NET_RAW", null);
            }
        };
    }

    /**
     * It shares its number with the socket of IPv4, which is bound to every address of the link: what comes to this
     * address is heard here, as the nearer one.
     */
    @Override
    public synchronized UdpPort open(Link6 link, int port, Receiver receiver) throws PortException {
        MinaUdpPort opened = new MinaUdpPort(link.link(), link.address(), kernel);
        opened.receiver(receiver);
        bind(opened, link.link(), port, () -> {
            opened.bindToAddress(port);
            tie(link.link(), opened.local().getPort());
        });
        return opened;
    }

    private Kernel.Claim claim(Link link, int port) throws PortException {
        try {
            return kernel.claim(link.name(), port);
        } catch (RuntimeException e) {
            throw refused(link, port, e.getMessage(), e);
        }
    }

    private UdpPort openTied(Link link, int port, Receiver receiver) throws PortException {
        Optional<DatagramCalls> calls = DatagramCalls.find();
        if (calls.isEmpty()) {
            return openTiedByMina(link, port, receiver);
        }
        BatchPort opened = openBatch(link, new InetSocketAddress(MinaUdpPort.ANY, port), calls.get());
        Tenancy tenancy = handedOn.first(opened, link, port);
        opened.receiver(tenancy.announcing(receiver));
        opened.listen();
        return tenancy;
    }

    private BatchPort openBatch(Link link, InetSocketAddress at, DatagramCalls calls) throws PortException {
        try {
            return BatchPort.open(link, at, kernel, calls);
        } catch (LastErrorException e) {
            throw unavailable(link, at.getPort(), e);
        }
    }

    private UdpPort openTiedByMina(Link link, int port, Receiver receiver) throws PortException {
        MinaUdpPort opened = new MinaUdpPort(link, link.address(), kernel);
        Tenancy tenancy = handedOn.first(opened, link, port);
        opened.receiver(tenancy.announcing(receiver));
        BeforeFirstRead tie = new BeforeFirstRead(() -> tie(link, port));
        bind(opened, link, port, () -> opened.bindShared(port, tie));
        if (tie.failure().isPresent()) {
            opened.close();
            throw refused(
                    link, port, tie.failure().get().getMessage(), tie.failure().get());
        }
        return tenancy;
    }

    /** A loopback address hears nobody else, tied or not. */
    private UdpPort openUntied(Link link, int port, Receiver receiver) throws PortException {
        MinaUdpPort opened = new MinaUdpPort(link, link.address(), kernel);
        Tenancy tenancy = handedOn.first(opened, link, port);
        opened.receiver(tenancy.announcing(receiver));
        bind(opened, link, port, () -> opened.bindAlone(port));
        return tenancy;
    }

    private UdpPort openAnyFree(Link link, Receiver receiver) throws PortException {
        Optional<DatagramCalls> calls = DatagramCalls.find();
        if (calls.isEmpty()) {
            return openAnyFreeByMina(link, receiver);
        }
        BatchPort opened = openBatch(link, new InetSocketAddress(link.address(), 0), calls.get());
        opened.receiver(receiver);
        opened.listen();
        return opened;
    }

    /** Nobody knows its number yet, so it may be tied after it is bound; where that is forbidden its address must do. */
    private UdpPort openAnyFreeByMina(Link link, Receiver receiver) throws PortException {
        MinaUdpPort opened = new MinaUdpPort(link, link.address(), kernel);
        opened.receiver(receiver);
        bind(opened, link, 0, () -> {
            opened.bindAlone(0);
            tie(link, opened.local().getPort());
        });
        return opened;
    }

    /** What makes a socket. */
    private interface Binding {
        void run() throws IOException;
    }

    private static void bind(MinaUdpPort port, Link link, int number, Binding binding) throws PortException {
        try {
            binding.run();
        } catch (IOException | RuntimeException e) {
            port.close();
            throw unavailable(link, number, e);
        }
    }

    private static PortException unavailable(Link link, int number, Exception cause) {
        return number != 0 && PortHolder.udp(number).isPresent()
                ? taken(link, number, cause)
                : refused(link, number, cause.getMessage(), cause);
    }

    private void tie(Link link, int port) throws IOException {
        List<Integer> fresh = table.ownUdp(port).stream()
                .filter(socket -> !kernel.isBoundToDevice(socket))
                .toList();
        if (fresh.size() != 1) {
            throw new IOException("found " + fresh.size() + " new sockets of this process in /proc, expected one");
        }
        if (kernel.bindToDevice(fresh.get(0), link.name())) {
            kernel.drain(fresh.get(0));
        }
    }

    private static PortException taken(Link link, int port, Exception cause) {
        Optional<PortHolder> holder = PortHolder.udp(port);
        String by = holder.map(PortHolder::toString).orElse("another process (only the superuser may see which)");
        return refused(link, port, "it is taken by " + by, cause);
    }

    private static PortException refused(Link link, int port, String why, Exception cause) {
        return new PortException("cannot open UDP port " + port + " on " + link.name() + ": " + why, cause);
    }
}
