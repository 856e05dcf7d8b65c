package org.stirrup.testkit.dhcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Any number of DHCP clients behind one relay agent, which brings every message to all servers (RFC 2131, RFC 1542,
 * section 4.1). Written without a line of Stirrup's own codec.
 */
public final class RelayedClients implements AutoCloseable {
    private static final int DISCOVER = 1;
    private static final int OFFER = 2;
    private static final int REQUEST = 3;
    private static final int ACK = 5;
    private static final int NAK = 6;

    private static final byte[] COOKIE = {99, (byte) 130, 83, 99};
    private static final int OPTIONS = 240;
    private static final int LARGEST = 1500;

    private final Inet4Address relay;
    private final List<InetSocketAddress> servers;
    private final long patienceMillis;
    private final DatagramSocket socket;
    private final AtomicInteger xids = new AtomicInteger((int) System.nanoTime());
    private final Map<Integer, BlockingQueue<Answer>> waiting = new ConcurrentHashMap<>();

    private record Answer(int type, Inet4Address address, Inet4Address server, int seconds) {}

    /** What became of a client's wish. */
    public sealed interface Outcome {
        /** It may use the address. @param seconds for so long */
        record Acked(Inet4Address address, Inet4Address server, int seconds) implements Outcome {}

        /** It was told not to. */
        record Refused(Inet4Address server) implements Outcome {}

        /** Nobody answered in time. */
        record Unanswered() implements Outcome {}
    }

    /**
     * @param relay address of this machine, to which servers answer
     * @param port of servers and relay agent
     * @param patience how long a client waits for an answer, milliseconds
     */
    public RelayedClients(Inet4Address relay, int port, List<Inet4Address> servers, long patience) throws IOException {
        this.relay = relay;
        this.patienceMillis = patience;
        this.servers = servers.stream()
                .map(server -> new InetSocketAddress(server, port))
                .toList();
        socket = new DatagramSocket(null);
        socket.setReuseAddress(true);
        socket.setReceiveBufferSize(1 << 22);
        socket.bind(new InetSocketAddress(relay, port));
        Thread receiver = new Thread(this::receive, "relay agent");
        receiver.setDaemon(true);
        receiver.start();
    }

    /** DISCOVER, OFFER, REQUEST, ACK: the first offer is taken. */
    public Outcome obtain(int client) throws IOException, InterruptedException {
        Optional<Answer> offer = ask(client, DISCOVER, Optional.empty(), Optional.empty());
        if (offer.isEmpty()) {
            return new Outcome.Unanswered();
        }
        return outcome(ask(
                client,
                REQUEST,
                Optional.of(offer.get().address()),
                Optional.of(offer.get().server())));
    }

    /** A client that uses an address wants it for longer, and asks every server (RFC 2131, section 4.3.2, REBINDING). */
    public Outcome extend(int client, Inet4Address address) throws IOException, InterruptedException {
        return outcome(ask(client, REQUEST, Optional.of(address), Optional.empty()));
    }

    /** Which addresses the servers offer: one answer of each that answers in time. */
    public List<Inet4Address> offers(int client) throws IOException, InterruptedException {
        int xid = xids.incrementAndGet();
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        waiting.put(xid, answers);
        try {
            send(message(client, xid, DISCOVER, Optional.empty(), Optional.empty()));
            List<Inet4Address> offers = new ArrayList<>();
            while (offers.size() < servers.size()) {
                Answer answer = answers.poll(patienceMillis, TimeUnit.MILLISECONDS);
                if (answer == null) {
                    return offers;
                }
                offers.add(answer.address());
            }
            return offers;
        } finally {
            waiting.remove(xid);
        }
    }

    private static Outcome outcome(Optional<Answer> answer) {
        if (answer.isEmpty()) {
            return new Outcome.Unanswered();
        }
        Answer got = answer.get();
        return got.type() == ACK
                ? new Outcome.Acked(got.address(), got.server(), got.seconds())
                : new Outcome.Refused(got.server());
    }

    private Optional<Answer> ask(int client, int type, Optional<Inet4Address> address, Optional<Inet4Address> server)
            throws IOException, InterruptedException {
        int xid = xids.incrementAndGet();
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        waiting.put(xid, answers);
        try {
            send(message(client, xid, type, address, server));
            long end = System.nanoTime() + patienceMillis * 1_000_000;
            while (true) {
                Answer answer = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (answer == null) {
                    return Optional.empty();
                }
                if (type == DISCOVER ? answer.type() == OFFER : answer.type() == ACK || answer.type() == NAK) {
                    return Optional.of(answer);
                }
            }
        } finally {
            waiting.remove(xid);
        }
    }

    private void send(byte[] message) throws IOException {
        for (InetSocketAddress server : servers) {
            try {
                socket.send(new DatagramPacket(message, message.length, server));
            } catch (IOException unreachable) {
                // One that was killed, on this same machine: the system says so by ICMP. The others are asked anyhow.
                if (socket.isClosed()) {
                    throw unreachable;
                }
            }
        }
    }

    /** RFC 2131, table 5. */
    private byte[] message(
            int client, int xid, int type, Optional<Inet4Address> address, Optional<Inet4Address> server) {
        boolean extends_ = type == REQUEST && server.isEmpty();
        ByteBuffer head = ByteBuffer.allocate(OPTIONS);
        head.put((byte) 1).put((byte) 1).put((byte) 6).put((byte) 1).putInt(xid).putInt(0);
        if (extends_) {
            head.put(address.orElseThrow().getAddress());
        } else {
            head.putInt(0);
        }
        head.putInt(0).putInt(0).put(relay.getAddress());
        head.put(new byte[] {0x02, 0x52}).putInt(client);
        head.position(OPTIONS - COOKIE.length);
        head.put(COOKIE);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.array());
        message.writeBytes(new byte[] {53, 1, (byte) type});
        if (!extends_ && address.isPresent()) {
            message.writeBytes(new byte[] {50, 4});
            message.writeBytes(address.get().getAddress());
        }
        server.ifPresent(chosen -> {
            message.writeBytes(new byte[] {54, 4});
            message.writeBytes(chosen.getAddress());
        });
        message.write(255);
        return message.toByteArray();
    }

    private void receive() {
        byte[] bytes = new byte[LARGEST];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(packet);
                take(ByteBuffer.wrap(bytes, 0, packet.getLength()));
            } catch (IOException e) {
                if (!socket.isClosed() && !(e instanceof java.net.PortUnreachableException)) {
                    System.err.println("relay agent: " + e);
                }
            }
        }
    }

    private void take(ByteBuffer message) throws IOException {
        BlockingQueue<Answer> answers = waiting.get(message.getInt(4));
        if (answers == null || message.limit() < OPTIONS || message.get(0) != 2) {
            return;
        }
        int type = 0;
        int seconds = 0;
        Inet4Address server = relay;
        for (int at = OPTIONS; at < message.limit() && message.get(at) != -1; ) {
            int code = message.get(at);
            if (code == 0) {
                at++;
                continue;
            }
            if (code == 53) {
                type = message.get(at + 2);
            } else if (code == 54) {
                server = address(message, at + 2);
            } else if (code == 51) {
                seconds = message.getInt(at + 2);
            }
            at += 2 + Byte.toUnsignedInt(message.get(at + 1));
        }
        answers.add(new Answer(type, address(message, 16), server, seconds));
    }

    private static Inet4Address address(ByteBuffer message, int at) throws IOException {
        byte[] four = new byte[4];
        message.get(at, four);
        return (Inet4Address) InetAddress.getByAddress(four);
    }

    @Override
    public void close() {
        socket.close();
    }
}
