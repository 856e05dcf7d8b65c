package org.stirrup.tftp.server;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.Link;
import org.stirrup.net.PortException;
import org.stirrup.net.Receiver;
import org.stirrup.net.UdpPort;
import org.stirrup.net.UdpPorts;
import org.stirrup.tftp.codec.Decoded;
import org.stirrup.tftp.codec.TftpCodec;
import org.stirrup.tftp.codec.TftpPacket;

/** Ports without sockets: a test says what arrives and sees what is sent. */
final class FakePorts implements UdpPorts {
    private final List<FakePort> opened = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private int next = 40_000;

    /** A datagram that the server sent. */
    record Sent(FakePort from, InetSocketAddress to, TftpPacket packet) {}

    /** An open port. */
    final class FakePort implements UdpPort {
        private final InetSocketAddress local;
        private final Receiver receiver;
        private boolean open = true;

        private FakePort(InetSocketAddress local, Receiver receiver) {
            this.local = local;
            this.receiver = receiver;
        }

        void receive(ByteBuffer datagram, InetSocketAddress from) {
            receiver.received(this, from, datagram);
        }

        void receive(TftpPacket packet, InetSocketAddress from) {
            receive(TftpCodec.encode(packet), from);
        }

        @Override
        public InetSocketAddress local() {
            return local;
        }

        @Override
        public void send(ByteBuffer payload, InetSocketAddress to) {
            sent.add(new Sent(this, to, ((Decoded.Packet) TftpCodec.decode(payload)).packet()));
        }

        @Override
        public void send(ByteBuffer payload, InetSocketAddress to, MacAddress hardware) {
            throw new UnsupportedOperationException("TFTP clients have an address");
        }

        @Override
        public boolean inherited() {
            return false;
        }

        @Override
        public void handOn() {
            close();
        }

        @Override
        public void close() {
            open = false;
        }
    }

    @Override
    public UdpPort open(Link link, int port, Receiver receiver) throws PortException {
        int number = port == 0 ? next++ : port;
        FakePort open = new FakePort(new InetSocketAddress(link.address(), number), receiver);
        opened.add(open);
        return open;
    }

    FakePort at(int number) {
        return opened.stream()
                .filter(port -> port.open && port.local.getPort() == number)
                .findFirst()
                .orElseThrow();
    }

    int open() {
        return (int) opened.stream().filter(port -> port.open).count();
    }

    /** What was sent since the last question. */
    List<Sent> sent() {
        List<Sent> since = List.copyOf(sent);
        sent.clear();
        return since;
    }
}
