package org.stirrup.launcher.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlChannelTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ServerSocketChannel server;
    private Path socket;

    @BeforeEach
    void listen() throws IOException {
        socket = folder.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void outputErrorsAndStatusArriveWhereTheyBelong() throws Exception {
        CompletableFuture<String> asked = answer(frames("o", "hel", "o", "lo", "e", "oh", "x", "7"));
        try (ControlChannel channel = ControlChannel.open(socket)) {
            assertEquals(7, channel.run(" status \n", out, err));
        }
        assertEquals("status\n", asked.get());
        assertEquals("hello", out.toString(StandardCharsets.UTF_8));
        assertEquals("oh", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anApplianceThatStopsInBetweenIsSaidToHaveStopped() throws Exception {
        answer(frames("o", "hal"));
        try (ControlChannel channel = ControlChannel.open(socket)) {
            IOException failed = assertThrows(IOException.class, () -> channel.run("status", out, err));
            assertEquals("the appliance stopped before it had answered", failed.getMessage());
        }
    }

    private CompletableFuture<String> answer(byte[] bytes) {
        return CompletableFuture.supplyAsync(() -> {
            try (SocketChannel connection = server.accept()) {
                ByteBuffer line = ByteBuffer.allocate(100);
                connection.read(line);
                connection.write(ByteBuffer.wrap(bytes));
                return StandardCharsets.UTF_8.decode(line.flip()).toString();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static byte[] frames(String... kindsAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream frames = new DataOutputStream(bytes);
        for (int i = 0; i < kindsAndTexts.length; i += 2) {
            frames.writeBytes(kindsAndTexts[i]);
            frames.writeInt(kindsAndTexts[i + 1].length());
            frames.writeBytes(kindsAndTexts[i + 1]);
        }
        return bytes.toByteArray();
    }
}
