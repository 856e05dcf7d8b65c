package org.stirrup.boottest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the operating system to its end. */
final class Command {
    /** How it ended: exit status, standard output and error together. */
    record Result(int status, String text) {
        Result ok() {
            if (status != 0) {
                throw new AssertionError("exit status " + status + ":\n" + text);
            }
            return this;
        }
    }

    private Command() {}

    static Result run(String... command) {
        return run(List.of(command));
    }

    static Result run(List<String> command) {
        return run(Output.PATIENCE, command);
    }

    static Result run(Duration limit, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            Output output = new Output(process.getInputStream(), command.get(0));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(
                        command + " did not end in " + limit.toSeconds() + " s:\n" + String.join("\n", output.lines()));
            }
            return new Result(process.exitValue(), output.whole());
        } catch (IOException e) {
            return new Result(127, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    static List<String> inNamespace(String namespace, String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        whole.addAll(List.of(command));
        return whole;
    }

    static boolean exists(String program) {
        return run("sh", "-c", "command -v " + program).status() == 0;
    }

    static String sha256(java.nio.file.Path file) {
        return run("sha256sum", file.toString()).ok().text().substring(0, 64);
    }
}
