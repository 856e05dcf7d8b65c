package org.stirrup.tftp.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.Resource;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.UdpPort;
import org.stirrup.net.UdpPorts;
import org.stirrup.tftp.codec.Decoded;
import org.stirrup.tftp.codec.ErrorCode;
import org.stirrup.tftp.codec.TftpCodec;
import org.stirrup.tftp.codec.TftpPacket;
import org.stirrup.tftp.codec.TftpPacket.ReadRequest;
import org.stirrup.tftp.codec.TftpPacket.WriteRequest;

/**
 * TFTP on one link: the port where requests are heard, and a few ports from which files are sent. The transfers share
 * those ports: opening a socket for each file would cost more than sending a small one.
 */
final class LinkServer implements AutoCloseable {
    static final int TRANSFER_PORTS =
            Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));

    private static final Decision.Refuse NOTHING_WRITTEN =
            new Decision.Refuse(ErrorCode.ACCESS_VIOLATION, "nothing can be written here", Kind.REFUSED);

    private final Link link;
    private final Surroundings around;
    private final Report report;
    private final UdpPort requests;
    private final List<UdpPort> transferPorts = new ArrayList<>();
    private final AtomicInteger nextPort = new AtomicInteger();

    /** A client's address and port have one transfer at a time. */
    private final Map<InetSocketAddress, ServedTransfer> transfers = new ConcurrentHashMap<>();

    /** @throws PortException when a port cannot be had; none is then held */
    LinkServer(Place place, int port, UdpPorts ports, Surroundings around) throws PortException {
        this.link = place.link();
        this.around = around;
        this.report = new Report(link.name(), around::record, around.clock());
        try {
            for (int i = 0; i < TRANSFER_PORTS; i++) {
                transferPorts.add(place.open(ports, 0, this::answered));
            }
            requests = place.open(ports, port, this::asked);
        } catch (PortException e) {
            transferPorts.forEach(UdpPort::close);
            throw e;
        }
    }

    /** Where requests are heard. */
    InetSocketAddress address() {
        return requests.local();
    }

    /** Datagrams that made no sense. */
    long drops() {
        return report.drops();
    }

    /** Sends again what was not answered in time. */
    void tick(long now) {
        transfers.values().forEach(transfer -> transfer.tick(now));
    }

    /** How many transfers are under way. */
    int underWay() {
        return transfers.size();
    }

    /** Hears no more requests; transfers go on. To be closed afterwards. */
    void leave() {
        requests.handOn();
    }

    @Override
    public void close() {
        requests.close();
        List.copyOf(transfers.values()).forEach(transfer -> transfer.cancel("the server stops"));
        transferPorts.forEach(UdpPort::close);
    }

    /** On the port for requests. */
    private void asked(UdpPort port, InetSocketAddress from, ByteBuffer payload) {
        Decoded decoded = TftpCodec.decode(payload);
        if (decoded instanceof Decoded.Malformed malformed) {
            report.dropped(from, malformed.because());
            return;
        }
        TftpPacket packet = ((Decoded.Packet) decoded).packet();
        if (packet instanceof ReadRequest request) {
            read(request, from);
        } else if (packet instanceof WriteRequest request) {
            refuse(from, NOTHING_WRITTEN, request.file());
        } else {
            report.dropped(from, packet.getClass().getSimpleName() + " where only requests belong");
        }
    }

    /** On a port for transfers. A straggler of a transfer that is over is passed over in silence. */
    private void answered(UdpPort port, InetSocketAddress from, ByteBuffer payload) {
        Decoded decoded = TftpCodec.decode(payload);
        if (decoded instanceof Decoded.Malformed malformed) {
            report.dropped(from, malformed.because());
            return;
        }
        ServedTransfer transfer = transfers.get(from);
        if (transfer != null && transfer.port() == port) {
            transfer.received(((Decoded.Packet) decoded).packet());
        }
    }

    private void read(ReadRequest request, InetSocketAddress from) {
        ServedTransfer underWay = transfers.get(from);
        if (underWay != null && underWay.absorbs(request)) {
            return;
        }
        InetAddress address = from.getAddress();
        Requester requester = new Requester("tftp", address, link.address());
        Oddities oddities = Oddities.of(around.client(address), request.file(), around.quirks());
        Decision decision = FrontDesk.decide(oddities.meant(request), requester, around.content());
        if (decision instanceof Decision.Refuse refuse) {
            refuse(from, refuse, request.file());
        } else if (decision instanceof Decision.Serve serve) {
            serve(request, from, serve, oddities);
        }
    }

    private void serve(ReadRequest request, InetSocketAddress from, Decision.Serve serve, Oddities oddities) {
        if (!around.admit()) {
            String because = "the limit of " + around.settings().maxTransfers() + " transfers at once is reached";
            refuse(from, failure(because), request.file());
            return;
        }
        Resource.Content content;
        try {
            content = serve.resource().open();
        } catch (IOException | RuntimeException e) {
            around.leave();
            String because = "cannot be opened: " + e.getMessage();
            refuse(from, failure(because), request.file());
            return;
        }
        Order order = Order.of(from, request, serve, around.settings().limits(), oddities);
        ServedTransfer transfer = new ServedTransfer(order, content, transferPort(), report, around, this::over);
        transfers.put(from, transfer);
        transfer.begin();
        around.wakeTicker();
    }

    private void over(ServedTransfer transfer) {
        transfers.remove(transfer.order().client(), transfer);
        around.leave();
    }

    private static Decision.Refuse failure(String because) {
        return new Decision.Refuse(ErrorCode.NOT_DEFINED, because, Kind.TRANSFER_FAILED);
    }

    private void refuse(InetSocketAddress from, Decision.Refuse refuse, String file) {
        transferPort().send(TftpCodec.encode(new TftpPacket.Error(refuse.code(), refuse.text())), from);
        report.refused(from, refuse.kind(), file, refuse.because());
    }

    /** Each in turn, so that a straggler of a client's last transfer does not meet its next. */
    private UdpPort transferPort() {
        return transferPorts.get(Math.floorMod(nextPort.getAndIncrement(), transferPorts.size()));
    }
}
