package org.stirrup.net.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.stirrup.net.Receiver;
import org.stirrup.net.UdpPort;

/** Where datagrams wait while a port has changed hands and the next server is not there yet. */
final class WaitingRoom implements Receiver {
    /** More than a room full of PCs sends in a few seconds; what comes beyond that is lost, as in a full queue. */
    private static final int SEATS = 512;

    private record Datagram(InetSocketAddress from, ByteBuffer payload) {}

    private final Queue<Datagram> waiting = new ArrayDeque<>();
    private Receiver next;

    @Override
    public synchronized void received(UdpPort port, InetSocketAddress from, ByteBuffer payload) {
        if (next != null) {
            next.received(port, from, payload);
        } else if (waiting.size() < SEATS) {
            ByteBuffer copy =
                    ByteBuffer.allocate(payload.remaining()).put(payload).flip();
            waiting.add(new Datagram(from, copy));
        }
    }

    /** Gives the next one all that waited, in order and before anything newer. */
    synchronized void leaveTo(Receiver receiver, UdpPort port) {
        next = receiver;
        for (Datagram each = waiting.poll(); each != null; each = waiting.poll()) {
            receiver.received(port, each.from(), each.payload());
        }
    }
}
