package org.stirrup.rehearsal.understudy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A line to the shell of an appliance, as {@code bin/stirrup} has one: commands are lines, an answer comes as frames of
 * a kind (one byte), a length (four bytes, big-endian) and that many bytes.
 */
final class ControlLine implements AutoCloseable {
    private final SocketChannel channel;
    private final DataInputStream answers;

    /** @throws IOException when nobody listens there */
    ControlLine(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        answers = new DataInputStream(Channels.newInputStream(channel));
    }

    /** Has a command run and gives what it says. @throws IOException when it fails; the message is what it said */
    String ask(String command) throws IOException {
        StringBuilder said = new StringBuilder();
        int status = run(command, said::append);
        if (status != 0) {
            throw new IOException(command + ": " + said.toString().strip());
        }
        return said.toString();
    }

    /** Has a command run that goes on until this is closed, and passes on what it says. */
    int run(String command, Consumer<String> said) throws IOException {
        ByteBuffer line = StandardCharsets.UTF_8.encode(command + "\n");
        while (line.hasRemaining()) {
            channel.write(line);
        }
        try {
            while (true) {
                int kind = answers.readUnsignedByte();
                String text = new String(answers.readNBytes(answers.readInt()), StandardCharsets.UTF_8);
                if (kind == 'x') {
                    return Integer.parseInt(text);
                }
                said.accept(text);
            }
        } catch (EOFException e) {
            throw new IOException("the copy of the appliance ended", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
