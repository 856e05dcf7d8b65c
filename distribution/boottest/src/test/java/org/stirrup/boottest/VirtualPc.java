package org.stirrup.boottest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A virtual PC with real firmware; what it shows on its serial port can be waited for. */
record VirtualPc(Process process, Path serial) {

    /** How long is waited for what a PC is sure to do: where there is no KVM, and much else to do, it is slow. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    String screen() {
        try {
            return Files.exists(serial) ? new String(Files.readAllBytes(serial), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #awaitText(String)}, for a PC that has more to do than to boot. */
    void awaitText(String regex, Duration limit) {
        await(this::text, regex, limit);
    }

    /** The same as people read it: without the terminal's commands, which stand even within words. */
    String text() {
        return screen().replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
    }

    /** As {@link #awaitScreen}, in what people read. */
    void awaitText(String regex) {
        await(this::text, regex, PATIENCE);
    }

    /** Waits until the text is on the serial port; fails at the deadline or when the PC switches itself off. */
    void awaitScreen(String regex) {
        await(this::screen, regex, PATIENCE);
    }

    /** As {@link #awaitScreen(String)}, for a PC that has more to do than to boot. */
    void awaitScreen(String regex, Duration limit) {
        await(this::screen, regex, limit);
    }

    private void await(Supplier<String> shows, String regex, Duration limit) {
        Pattern pattern = Pattern.compile(regex);
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            boolean ended = !process.isAlive();
            if (pattern.matcher(shows.get()).find()) {
                return;
            }
            if (ended || System.nanoTime() > deadline) {
                String shown = shows.get();
                throw new AssertionError((ended ? "switched itself off" : "nothing in " + limit.toSeconds() + " s")
                        + " without '" + regex + "' on the screen; last:\n"
                        + shown.substring(Math.max(0, shown.length() - 1500)));
            }
            waitFor(Duration.ofMillis(200));
        }
    }

    /** Waits until the PC is off, at the most this long. */
    boolean waitFor(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    void switchOff() {
        process.destroy();
        waitFor(Duration.ofSeconds(10));
    }
}
