package org.stirrup.launcher.control;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A line to the shell of a running appliance. Each command is a line of UTF-8; its answer comes as frames of a kind
 * (one byte), a length (four bytes, big-endian) and that many bytes: {@code o} for output, {@code e} for errors, and
 * {@code x}, last, with the exit status as text.
 */
public final class ControlChannel implements AutoCloseable {
    private final SocketChannel channel;
    private final DataInputStream answers;
    private final OutputStream commands;

    private ControlChannel(SocketChannel channel) {
        this.channel = channel;
        answers = new DataInputStream(Channels.newInputStream(channel));
        commands = Channels.newOutputStream(channel);
    }

    /** @throws IOException when nobody listens there */
    public static ControlChannel open(Path socket) throws IOException {
        return new ControlChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    /**
     * Has one command run.
     *
     * @return its exit status
     */
    public int run(String command, OutputStream out, OutputStream err) throws IOException {
        commands.write((command.strip() + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
        try {
            while (true) {
                int kind = answers.readUnsignedByte();
                byte[] payload = answers.readNBytes(answers.readInt());
                switch (kind) {
                    case 'o' -> deliver(payload, out);
                    case 'e' -> deliver(payload, err);
                    case 'x' -> {
                        return Integer.parseInt(new String(payload, StandardCharsets.US_ASCII));
                    }
                    default -> throw new IOException("the appliance speaks another version's language");
                }
            }
        } catch (EOFException e) {
            throw new IOException("the appliance stopped before it had answered", e);
        }
    }

    private static void deliver(byte[] payload, OutputStream to) throws IOException {
        to.write(payload);
        to.flush();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
