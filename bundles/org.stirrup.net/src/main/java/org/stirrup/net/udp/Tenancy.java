package org.stirrup.net.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.net.Receiver;
import org.stirrup.net.UdpPort;

/** A socket as one server holds it. The next may have the same socket when this one has handed it on. */
final class Tenancy implements UdpPort {
    private final OpenSocket socket;
    private final boolean inherited;
    private final Consumer<OpenSocket> whenHandedOn;
    private final AtomicBoolean over = new AtomicBoolean();

    Tenancy(OpenSocket socket, boolean inherited, Consumer<OpenSocket> whenHandedOn) {
        this.socket = socket;
        this.inherited = inherited;
        this.whenHandedOn = whenHandedOn;
    }

    /** The receiver as the socket is to call it: with this tenancy for its port. */
    Receiver announcing(Receiver receiver) {
        return (port, from, payload) -> receiver.received(this, from, payload);
    }

    @Override
    public InetSocketAddress local() {
        return socket.local();
    }

    @Override
    public void send(ByteBuffer payload, InetSocketAddress to) {
        socket.send(payload, to);
    }

    @Override
    public void sendAll(ByteBuffer payloads, int length, InetSocketAddress to) {
        socket.sendAll(payloads, length, to);
    }

    @Override
    public void send(ByteBuffer payload, InetSocketAddress to, MacAddress hardware) {
        socket.send(payload, to, hardware);
    }

    @Override
    public boolean inherited() {
        return inherited;
    }

    @Override
    public void handOn() {
        if (over.compareAndSet(false, true)) {
            whenHandedOn.accept(socket);
        }
    }

    @Override
    public void close() {
        if (over.compareAndSet(false, true)) {
            socket.close();
        }
    }
}
