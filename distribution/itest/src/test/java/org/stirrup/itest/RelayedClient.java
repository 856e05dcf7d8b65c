package org.stirrup.itest;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Firmware behind a relay agent at an address of the loopback network: replies to a relay agent are plain unicast, which
 * needs neither root nor a network of its own (RFC 2131, section 4.1).
 */
final class RelayedClient implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] hardware;
    private final InetAddress relay;
    private final InetSocketAddress server;
    private final DatagramSocket socket;
    private int xid;

    /** To be made when the server has its port, of which this shares the number. @param relay in 127.0.0.0/8 */
    RelayedClient(String hardware, String relay, int port) throws IOException {
        this.hardware = HEX.parseHex(hardware);
        this.relay = InetAddress.getByName(relay);
        this.server = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
        this.socket = new DatagramSocket(null);
        // The server may have the port for every address of the interface.
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(this.relay, port));
        socket.setSoTimeout(60_000);
    }

    /** What the server said. @param address yiaddr @param options code to value, hex pairs */
    record Reply(String address, String file, int length, Map<Integer, String> options) {
        String text(int code) {
            return new String(HEX.parseHex(options.getOrDefault(code, "")), StandardCharsets.US_ASCII);
        }
    }

    /** @param options code to value, hex pairs */
    Reply ask(Map<Integer, String> options) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(600);
        out.put((byte) 1).put((byte) 1).put((byte) 6).put((byte) 1).putInt(++xid);
        out.put(24, relay.getAddress()).put(28, hardware);
        out.position(236).putInt(0x63825363);
        new TreeMap<>(options)
                .forEach((code, hex) ->
                        out.put(code.byteValue()).put((byte) (hex.length() / 2)).put(HEX.parseHex(hex)));
        out.put((byte) 255);
        socket.send(new DatagramPacket(out.array(), out.position(), server));
        byte[] in = new byte[1500];
        DatagramPacket packet = new DatagramPacket(in, in.length);
        do {
            socket.receive(packet);
        } while (ByteBuffer.wrap(in).getInt(4) != xid);
        return read(in, packet.getLength());
    }

    /** DISCOVER, and REQUEST of what was offered. */
    Reply boot(Map<Integer, String> options) throws IOException {
        Map<Integer, String> asking = new TreeMap<>(options);
        asking.put(53, "01");
        Reply offer = ask(asking);
        asking.put(53, "03");
        asking.put(50, HEX.formatHex(InetAddress.getByName(offer.address()).getAddress()));
        asking.put(54, offer.options().get(54));
        return ask(asking);
    }

    private static Reply read(byte[] in, int length) throws IOException {
        Map<Integer, String> options = new TreeMap<>();
        for (int at = 240; at < length && in[at] != -1; ) {
            int size = in[at] == 0 ? -1 : in[at + 1] & 0xff;
            if (size >= 0) {
                options.put(in[at] & 0xff, HEX.formatHex(in, at + 2, at + 2 + size));
            }
            at += size + 2;
        }
        int end = 108;
        while (end < 236 && in[end] != 0) {
            end++;
        }
        return new Reply(
                InetAddress.getByAddress(Arrays.copyOfRange(in, 16, 20)).getHostAddress(),
                new String(in, 108, end - 108, StandardCharsets.US_ASCII),
                length,
                options);
    }

    static String hex(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        socket.close();
    }
}
