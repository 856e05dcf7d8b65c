package org.stirrup.boottest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a process prints, line by line, to be waited for. */
final class Output {
    /** How long is waited for what is sure to come, however busy the machine is. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    Output(InputStream stream, String name) {
        Thread reader = new Thread(() -> read(stream), "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream stream) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException ended) {
            add("(output ended: " + ended.getMessage() + ")");
        }
        synchronized (this) {
            ended = true;
            notifyAll();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    /** How many lines there are: a mark for {@link #await(int, String)}. */
    synchronized int mark() {
        return lines.size();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Everything up to the end of the process. */
    synchronized String whole() throws InterruptedException {
        while (!ended) {
            wait();
        }
        return String.join("\n", lines);
    }

    synchronized Optional<String> find(int from, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return lines.stream()
                .skip(from)
                .filter(line -> pattern.matcher(line).find())
                .findFirst();
    }

    /**
     * Waits for a line.
     *
     * @param from only lines after this mark
     * @throws AssertionError at the deadline or when the process ends, with the last lines
     */
    String await(int from, String regex) {
        return await(from, regex, PATIENCE);
    }

    /** As {@link #await(int, String)}, for what takes longer by itself. */
    String await(int from, String regex, Duration limit) {
        Pattern pattern = Pattern.compile(regex);
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (this) {
            for (int next = from; ; ) {
                for (; next < lines.size(); next++) {
                    if (pattern.matcher(lines.get(next)).find()) {
                        return lines.get(next);
                    }
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0 || ended) {
                    throw new AssertionError((ended ? "ended" : "nothing in " + limit.toSeconds() + " s")
                            + " without a line like '" + regex + "'; last:\n"
                            + String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size())));
                }
                try {
                    wait(left);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for " + regex, interrupted);
                }
            }
        }
    }
}
