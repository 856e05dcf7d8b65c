package org.stirrup.ndp.server;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.Link;
import org.stirrup.net.PacketFilter;
import org.stirrup.net.PacketPort;
import org.stirrup.net.PacketPorts;
import org.stirrup.net.PacketReceiver;
import org.stirrup.net.PortException;

/** Links whose cables end in the test. */
final class FakePackets implements PacketPorts {
    static final MacAddress OWN = new MacAddress("02:00:00:00:77:00");

    final Map<String, Port> open = new ConcurrentHashMap<>();
    volatile Optional<String> refusal = Optional.empty();

    /** @param packet in hex */
    record Sent(String packet, MacAddress to) {}

    final class Port implements PacketPort {
        final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
        private final Link link;
        private final PacketReceiver receiver;

        private Port(Link link, PacketReceiver receiver) {
            this.link = link;
            this.receiver = receiver;
        }

        void arrives(String packet, MacAddress from) {
            receiver.received(this, from, ByteBuffer.wrap(HexFormat.of().parseHex(packet)));
        }

        @Override
        public MacAddress hardware() {
            return OWN;
        }

        @Override
        public void send(ByteBuffer packet, MacAddress to) {
            byte[] bytes = new byte[packet.remaining()];
            packet.duplicate().get(bytes);
            sent.add(new Sent(HexFormat.of().formatHex(bytes), to));
        }

        @Override
        public void close() {
            open.remove(link.name(), this);
        }
    }

    @Override
    public PacketPort open(Link link, PacketFilter filter, PacketReceiver receiver) throws PortException {
        if (refusal.isPresent()) {
            throw new PortException(refusal.get(), null);
        }
        Port port = new Port(link, receiver);
        open.put(link.name(), port);
        return port;
    }
}
