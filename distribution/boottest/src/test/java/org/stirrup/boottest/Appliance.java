package org.stirrup.boottest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packed appliance, running as a process of its own. */
final class Appliance {
    final Process process;
    final Path home;
    final Output log;
    private final String namespace;

    Appliance(Process process, Path home, String namespace) {
        this.process = process;
        this.home = home;
        this.namespace = namespace;
        this.log = new Output(process.getInputStream(), "appliance");
    }

    Appliance ready() {
        log.await(0, "stirrup ready");
        return this;
    }

    /** Waits for a line printed since the mark. */
    String await(int from, String regex) {
        return log.await(from, regex);
    }

    /** As {@link #await(int, String)}, for what takes longer by itself. */
    String await(int from, String regex, int seconds) {
        return log.await(from, regex, Duration.ofSeconds(seconds));
    }

    /** Lines that show a stack trace: whatever a network sends, there must be none. */
    List<String> exceptions() {
        return log.lines().stream()
                .filter(line -> line.contains("Exception") || line.startsWith("\tat "))
                .toList();
    }

    /** Runs bin/stirrup COMMAND --home of this appliance. */
    Command.Result cli(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Lab.DISTRIBUTION.resolve("appliance/target/stirrup/bin/stirrup").toString()));
        command.add(arguments[0]);
        command.addAll(List.of("--home", home.toString()));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        return Command.run(Command.inNamespace(namespace, command.toArray(String[]::new)));
    }

    /** The process id of the Java process, for kill -9. */
    long pid() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(process.pid());
    }

    /** SIGKILL: nothing is closed, nothing is flushed. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, as systemd does it. */
    void stop() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(Output.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the appliance does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
