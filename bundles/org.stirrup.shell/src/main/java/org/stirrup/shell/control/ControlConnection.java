package org.stirrup.shell.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.felix.service.command.CommandProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@code bin/stirrup} on the socket: a command a line, each answered by frames of output ({@code o}, {@code e}) and
 * a last one with the exit status ({@code x}). When it goes away, the command it waited for is interrupted.
 */
final class ControlConnection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlConnection.class);

    private final SocketChannel channel;
    private final CommandProcessor processor;

    ControlConnection(SocketChannel channel, CommandProcessor processor) {
        this.channel = channel;
        this.processor = processor;
    }

    @Override
    public void run() {
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "stirrup command"));
        try (channel;
                CommandRunner runner =
                        new CommandRunner(processor, new AnswerStream(channel, 'o'), new AnswerStream(channel, 'e'));
                BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String command = line;
                worker.execute(() -> answer(runner, command));
            }
        } catch (IOException e) {
            LOG.debug("a command line was cut off: {}", e.getMessage());
        } finally {
            worker.shutdownNow();
        }
    }

    private void answer(CommandRunner runner, String command) {
        int status = runner.run(command);
        try {
            new AnswerStream(channel, 'x').write(Integer.toString(status).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.debug("nobody waits for the answer to '{}' any more: {}", command, e.getMessage());
        }
    }
}
