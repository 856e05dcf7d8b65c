package org.stirrup.testkit.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Other people's programs, such as network clients, for tests to run. */
public final class Program {
    private static final long LIMIT_SECONDS = 120;

    private Program() {}

    /** Whether it is on the path; for assumptions. */
    public static boolean installed(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs it to its end, with nothing on its standard input. */
    public static Result run(String... command) throws IOException, InterruptedException {
        return run(Path.of("."), command);
    }

    /** As {@link #run(String...)}, in a folder. */
    public static Result run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
        process.getOutputStream().close();
        CompletableFuture<byte[]> errors = CompletableFuture.supplyAsync(() -> {
            try {
                return process.getErrorStream().readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        CompletableFuture<Process> limit = process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS);
        limit.whenComplete((ended, timeout) -> {
            if (timeout != null) { // destroying one that ended by itself would close its output unread
                process.destroyForcibly();
            }
        });
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        process.getInputStream().transferTo(output);
        process.waitFor();
        if (limit.isCompletedExceptionally()) {
            throw new AssertionError(String.join(" ", command) + " did not end in " + LIMIT_SECONDS + " s");
        }
        return new Result(process.exitValue(), output.toByteArray(), new String(errors.join(), StandardCharsets.UTF_8));
    }

    /**
     * How it ended.
     *
     * @param status exit status
     * @param output what it wrote to standard output
     * @param errors what it wrote to standard error
     */
    public record Result(int status, byte[] output, String errors) {
        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }
}
