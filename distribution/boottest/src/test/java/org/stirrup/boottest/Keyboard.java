package org.stirrup.boottest;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The keyboard of a virtual PC that was switched on with {@code --qmp SOCKET}. */
record Keyboard(Path socket) {

    /** Presses keys one after the other, by QEMU's names for them: {@code up}, {@code ret}, {@code a}. */
    void press(String... keys) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            BufferedReader answers = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            answers.readLine();
            ask(channel, answers, "{\"execute\": \"qmp_capabilities\"}");
            for (String key : keys) {
                ask(
                        channel,
                        answers,
                        "{\"execute\": \"send-key\", \"arguments\": {\"keys\": [{\"type\": \"qcode\", \"data\": \""
                                + key + "\"}]}}");
            }
        }
    }

    private static void ask(SocketChannel channel, BufferedReader answers, String command) throws IOException {
        channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
        String answer = answers.readLine();
        // What happens to the PC meanwhile is told between the answers.
        while (answer != null && answer.contains("\"event\"")) {
            answer = answers.readLine();
        }
        if (answer == null || !answer.contains("\"return\"")) {
            throw new AssertionError(command + ": " + answer);
        }
    }
}
