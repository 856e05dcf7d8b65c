package org.stirrup.itest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.stirrup.testkit.process.Program;

/** {@code bin/stirrup serve} as a process of its own, and other commands of {@code bin/stirrup} beside it. */
final class RunningAppliance implements AutoCloseable {
    static final String STIRRUP = Packed.DIST.resolve("bin/stirrup").toString();

    private static final long LIMIT_SECONDS = 180;
    private static final String END = "\0end of output";

    private final Path home;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    private RunningAppliance(Path home, Process process) {
        this.home = home;
        this.process = process;
        Thread reader = new Thread(this::read, "output of the appliance");
        reader.setDaemon(true);
        reader.start();
    }

    static RunningAppliance serve(Path home, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(STIRRUP, "serve", "--home", home.toString()));
        command.addAll(Arrays.asList(options));
        return new RunningAppliance(
                home, new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (UncheckedIOException | IOException e) {
            lines.add("output broke off: " + e);
        }
        lines.add(END);
    }

    /** The next line of output that is so; fails, showing all, when it does not come. */
    String await(Predicate<String> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError("the line did not come; output was:\n" + String.join("\n", seen));
            }
            seen.add(line);
            if (wanted.test(line)) {
                return line;
            }
        }
    }

    String awaitReady() throws InterruptedException {
        return await(line -> line.startsWith("stirrup ready "));
    }

    /** All output, once it has ended. */
    List<String> output() throws InterruptedException {
        for (String line = lines.take(); !line.equals(END); line = lines.take()) {
            seen.add(line);
        }
        return seen;
    }

    /** Another command of {@code bin/stirrup} on the same home. */
    Program.Result ask(String... command) throws IOException, InterruptedException {
        return stirrup(home, command);
    }

    static Program.Result stirrup(Path home, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(STIRRUP, command[0], "--home", home.toString()));
        words.addAll(Arrays.asList(command).subList(1, command.length));
        return Program.run(words.toArray(String[]::new));
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. @return exit status */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not stop; output was:\n" + String.join("\n", seen));
        }
        return process.exitValue();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
