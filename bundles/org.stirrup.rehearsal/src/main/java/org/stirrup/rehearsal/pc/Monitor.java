package org.stirrup.rehearsal.pc;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Orders to QEMU, by its machine protocol (QMP): a JSON object a line either way, events in between. */
final class Monitor implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader lines;

    /** @throws IOException when nobody listens there yet */
    Monitor(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        next();
        run("qmp_capabilities", JsonObject.EMPTY_JSON_OBJECT);
    }

    /** Writes the screen into a file, as a portable pixmap. */
    void screendump(Path file) throws IOException {
        run(
                "screendump",
                Json.createObjectBuilder().add("filename", file.toString()).build());
    }

    /** Presses and lets go. @param key as QEMU calls it */
    void press(String key) throws IOException {
        run(
                "send-key",
                Json.createObjectBuilder()
                        .add(
                                "keys",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder()
                                                .add("type", "qcode")
                                                .add("data", key)))
                        .build());
    }

    private synchronized void run(String command, JsonObject arguments) throws IOException {
        ByteBuffer order = StandardCharsets.UTF_8.encode(Json.createObjectBuilder()
                .add("execute", command)
                .add("arguments", arguments)
                .build()
                .toString());
        while (order.hasRemaining()) {
            channel.write(order);
        }
        while (true) {
            JsonObject said = next();
            if (said.containsKey("error")) {
                throw new IOException(
                        command + ": " + said.getJsonObject("error").getString("desc", "failed"));
            }
            if (said.containsKey("return")) {
                return;
            }
        }
    }

    private JsonObject next() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new EOFException("QEMU ended");
        }
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
