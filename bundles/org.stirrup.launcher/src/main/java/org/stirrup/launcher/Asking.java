package org.stirrup.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.nio.file.Files;
import java.util.OptionalInt;
import org.stirrup.launcher.control.ControlChannel;
import org.stirrup.launcher.home.Home;

/** {@code status}, {@code journal} and {@code sh}: the running appliance is asked. */
final class Asking {
    private static final int NOT_RUNNING = 3;

    private Asking() {}

    static int run(Command.Ask ask) throws IOException {
        OptionalInt status = runIfThere(ask);
        if (status.isEmpty()) {
            System.err.println("not running (home " + ask.home() + ")");
        }
        return status.orElse(NOT_RUNNING);
    }

    /** @return exit status; empty when no appliance runs */
    static OptionalInt runIfThere(Command.Ask ask) throws IOException {
        Home home = ask.home();
        if (!Files.exists(home.controlSocket())) {
            return OptionalInt.empty();
        }
        try (ControlChannel channel = ControlChannel.open(home.controlSocket())) {
            return OptionalInt.of(
                    ask.line().isBlank() ? converse(channel) : channel.run(ask.line(), System.out, System.err));
        } catch (ConnectException e) {
            return OptionalInt.empty();
        }
    }

    private static int converse(ControlChannel channel) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        boolean person = System.console() != null;
        int status = 0;
        while (true) {
            if (person) {
                System.out.print("stirrup> ");
                System.out.flush();
            }
            String line = lines.readLine();
            if (line == null || line.strip().equals("exit")) {
                return status;
            }
            if (!line.isBlank()) {
                status = channel.run(line, System.out, System.err);
            }
        }
    }
}
