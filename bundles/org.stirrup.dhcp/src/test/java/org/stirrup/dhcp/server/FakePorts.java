package org.stirrup.dhcp.server;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.DhcpDecoder;
import org.stirrup.dhcp.codec.DhcpEncoder;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.Receiver;
import org.stirrup.net.UdpPort;
import org.stirrup.net.UdpPorts;

/** Ports without a network: a test says what arrives and reads what is sent. */
final class FakePorts implements UdpPorts {
    private static final InetSocketAddress CLIENT = new InetSocketAddress("0.0.0.0", 68);

    /** A datagram that was sent. */
    record Sent(Link link, DhcpMessage message, InetSocketAddress to, Optional<MacAddress> hardware) {}

    private final Map<String, Port> open = new ConcurrentHashMap<>();
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private volatile String taken = "";

    /** From now on this port cannot be had, because; empty when it can again. */
    void taken(String because) {
        taken = because;
    }

    @Override
    public UdpPort open(Link link, int port, Receiver receiver) throws PortException {
        if (!taken.isEmpty()) {
            events.add("refused " + link.name());
            throw new PortException(taken, null);
        }
        Port opened = new Port(link, port, receiver);
        open.put(link.name(), opened);
        events.add("opened " + link.name() + " " + port);
        return opened;
    }

    /** What happened to the ports next; waits for it. */
    String event() throws InterruptedException {
        return some(events, "nothing was opened or closed");
    }

    Sent sent() throws InterruptedException {
        return some(sent, "nothing was sent");
    }

    /** What was sent so far and nobody read yet; does not wait. */
    Optional<Sent> sentAlready() {
        return Optional.ofNullable(sent.poll());
    }

    private static <T> T some(BlockingQueue<T> queue, String otherwise) throws InterruptedException {
        T next = queue.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(otherwise);
        }
        return next;
    }

    void hear(Link link, DhcpMessage message) {
        hear(link, DhcpEncoder.encode(message, 1472).payload());
    }

    void hear(Link link, ByteBuffer payload) {
        Port port = open.get(link.name());
        port.receiver.received(port, CLIENT, payload);
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
            sent.add(new Sent(link, ((DhcpDecoder.Decoding.Decoded) decoding).message(), to, hardware));
        }

        @Override
        public void close() {
            events.add("closed " + link.name());
            open.remove(link.name(), this);
        }
    }
}
