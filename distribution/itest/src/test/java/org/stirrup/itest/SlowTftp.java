package org.stirrup.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client that fetches a file by TFTP in blocks of 512 bytes and acknowledges each only when it is told to go on. */
final class SlowTftp implements AutoCloseable {
    private static final int BLOCK = 512;

    private final DatagramSocket socket = new DatagramSocket();
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private InetSocketAddress server;
    private int next = 1;
    private boolean complete;

    SlowTftp(InetSocketAddress server, String file) throws IOException {
        this.server = server;
        socket.setSoTimeout(60_000);
        byte[] request = ("\0\1" + file + "\0octet\0").getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(request, request.length, server));
    }

    /** Takes so many blocks, the last of them not acknowledged, or all that are left. */
    void take(int blocks) throws IOException {
        for (int taken = 0; taken < blocks && !complete; ) {
            if (got.size() > 0) {
                byte[] ack = {0, 4, (byte) ((next - 1) >> 8), (byte) (next - 1)};
                socket.send(new DatagramPacket(ack, ack.length, server));
            }
            int before = next;
            while (next == before) {
                receive();
            }
            taken++;
        }
    }

    private void receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[BLOCK + 4], BLOCK + 4);
        socket.receive(packet);
        byte[] data = packet.getData();
        if (data[1] != 3) {
            throw new IOException("not a DATA packet: " + Arrays.toString(Arrays.copyOf(data, packet.getLength())));
        }
        if (((data[2] & 0xff) << 8 | data[3] & 0xff) != next) {
            return; // sent again because we are slow
        }
        server = (InetSocketAddress) packet.getSocketAddress();
        got.write(data, 4, packet.getLength() - 4);
        complete = packet.getLength() - 4 < BLOCK;
        next++;
    }

    /** The whole file. */
    byte[] rest() throws IOException {
        take(Integer.MAX_VALUE);
        return got.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
