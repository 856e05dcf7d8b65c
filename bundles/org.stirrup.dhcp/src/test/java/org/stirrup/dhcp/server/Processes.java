package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Programs of other people, run in networks of their own. */
final class Processes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Processes() {}

    /** Skips the test, loudly, where there can be no network of its own. */
    static void assumeNamespaces() throws IOException, InterruptedException {
        assumeTrue(
                (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0,
                "SKIPPED: needs root to make network namespaces");
        String probe = said(run("unshare", "-n", "true"));
        assumeTrue(probe.isEmpty(), "SKIPPED: cannot make network namespaces here: " + probe);
    }

    /** Skips the test, loudly, where a program is not installed. */
    static void assumeInstalled(String program, String debianPackage) throws IOException, InterruptedException {
        String which = said(run("sh", "-c", "command -v " + program));
        assumeTrue(!which.isEmpty(), "SKIPPED: " + program + " is not installed: apt install " + debianPackage);
    }

    /**
     * The server on a link, see {@link ServerInNamespace}.
     *
     * @param sections as its arguments have them
     */
    static Process server(String namespace, String link, String address, String... sections) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        return in(
                namespace,
                Stream.concat(
                                Stream.of(
                                        java,
                                        "-Xmx64m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        ServerInNamespace.class.getName(),
                                        link,
                                        address),
                                Arrays.stream(sections))
                        .toArray(String[]::new));
    }

    static Process in(String namespace, String... command) throws IOException {
        return run(Stream.concat(Stream.of("ip", "netns", "exec", namespace), Arrays.stream(command))
                .toArray(String[]::new));
    }

    static Process run(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static String said(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes()).strip();
        process.waitFor();
        return text;
    }

    /** The next line that begins with one of these words, within a while; the others are shown when there is none. */
    static String next(BufferedReader lines, String... starts) throws IOException, InterruptedException {
        List<String> others = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (!lines.ready()) {
                Thread.sleep(20);
                continue;
            }
            String line = lines.readLine();
            if (line == null) {
                break;
            }
            if (Arrays.stream(starts).anyMatch(start -> line.startsWith(start + " "))) {
                return line;
            }
            others.add(line);
        }
        throw new AssertionError("no " + String.join(" or ", starts) + " in " + others);
    }
}
