package org.stirrup.dhcp.server;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.DhcpDecoder;
import org.stirrup.dhcp.codec.DhcpEncoder;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.guard.Probe;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.Receiver;
import org.stirrup.net.UdpPort;
import org.stirrup.net.UdpPorts;

/** Ports without a network: a test says what arrives and reads what is sent. */
final class FakePorts implements UdpPorts {
    private static final InetSocketAddress CLIENT = new InetSocketAddress("0.0.0.0", 68);

    /** A datagram that was sent. */
    record Sent(Link link, int port, DhcpMessage message, InetSocketAddress to, Optional<MacAddress> hardware) {}

    /** Where a server listens as a client does, while it looks for others: no event is made of it. */
    private static final int CLIENT_PORT = 68;

    private final Map<String, Port> open = new ConcurrentHashMap<>();
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<Sent> looks = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Set<Link> handedOn = ConcurrentHashMap.newKeySet();
    private volatile String taken = "";

    /** From now on this port cannot be had, because; empty when it can again. */
    void taken(String because) {
        taken = because;
    }

    @Override
    public UdpPort open(Link link, int port, Receiver receiver) throws PortException {
        if (!taken.isEmpty()) {
            if (port != CLIENT_PORT) {
                events.add("refused " + link.name());
            }
            throw new PortException(taken, null);
        }
        Port opened = new Port(link, port, receiver);
        open.put(link.name() + port, opened);
        if (port != CLIENT_PORT) {
            events.add("opened " + link.name() + " " + port);
        }
        return opened;
    }

    /** The server's port on a link was a former version's up to now. */
    void bequeath(Link link) {
        handedOn.add(link);
    }

    /** What happened to the ports next; waits for it. */
    String event() throws InterruptedException {
        return some(events, "nothing was opened or closed");
    }

    Sent sent() throws InterruptedException {
        return some(sent, "nothing was sent");
    }

    /** What a server asked other servers. */
    Sent look() throws InterruptedException {
        return some(looks, "nobody was looked for");
    }

    /** What was sent so far and nobody read yet; does not wait. */
    Optional<Sent> sentAlready() {
        return Optional.ofNullable(sent.poll());
    }

    private static <T> T some(BlockingQueue<T> queue, String otherwise) throws InterruptedException {
        T next = queue.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(otherwise);
        }
        return next;
    }

    void hear(Link link, DhcpMessage message) {
        hear(link, DhcpEncoder.encode(message, 1472).payload());
    }

    void hear(Link link, ByteBuffer payload) {
        hear(link, 67, CLIENT, payload);
    }

    void hear(Link link, int number, InetSocketAddress from, DhcpMessage message) {
        hear(link, number, from, DhcpEncoder.encode(message, 1472).payload());
    }

    private void hear(Link link, int number, InetSocketAddress from, ByteBuffer payload) {
        Port port = open.get(link.name() + number);
        port.receiver.received(port, from, payload);
    }

    private final class Port implements UdpPort {
        private final Link link;
        private final int number;
        private final Receiver receiver;

        private Port(Link link, int number, Receiver receiver) {
            this.link = link;
            this.number = number;
            this.receiver = receiver;
        }

        @Override
        public InetSocketAddress local() {
            return new InetSocketAddress(link.address(), number);
        }

        @Override
        public void send(ByteBuffer payload, InetSocketAddress to) {
            send(payload, to, Optional.empty());
        }

        @Override
        public void send(ByteBuffer payload, InetSocketAddress to, MacAddress hardware) {
            send(payload, to, Optional.of(hardware));
        }

        private void send(ByteBuffer payload, InetSocketAddress to, Optional<MacAddress> hardware) {
            DhcpDecoder.Decoding decoding = DhcpDecoder.decode(payload);
            Sent one = new Sent(link, number, ((DhcpDecoder.Decoding.Decoded) decoding).message(), to, hardware);
            (Probe.sender(one.message()).isPresent() ? looks : sent).add(one);
        }

        @Override
        public boolean inherited() {
            return handedOn.contains(link);
        }

        @Override
        public void handOn() {
            if (number != CLIENT_PORT) {
                events.add("handed on " + link.name());
            }
            handedOn.add(link);
            open.remove(link.name() + number, this);
        }

        @Override
        public void close() {
            if (number != CLIENT_PORT) {
                events.add("closed " + link.name() + (number == 67 ? "" : " " + number));
            }
            open.remove(link.name() + number, this);
        }
    }
}
