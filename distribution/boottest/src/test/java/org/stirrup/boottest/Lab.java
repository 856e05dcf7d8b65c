package org.stirrup.boottest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A private network of its own for one test: links br0 (192.168.77.1/24), br1 (192.168.78.1/24) ..., on which the
 * appliance, virtual PCs and third-party clients are switched on. Closing it ends them all.
 */
final class Lab implements AutoCloseable {
    static final Path DISTRIBUTION = Path.of(System.getProperty("stirrup.distribution", ".."))
            .toAbsolutePath()
            .normalize();
    private static final Path SCRIPTS = DISTRIBUTION.resolve("lab");
    private static final AtomicInteger COUNT = new AtomicInteger();

    final String namespace = "stt-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    final Path work;
    private final List<Process> processes = new ArrayList<>();

    /** Skips the test, with the reason, where such a network cannot be made. */
    static Lab open(int links, String... tools) {
        require(Command.run("id", "-u").text().equals("0"), "needs root: makes network namespaces");
        for (String tool : tools) {
            require(Command.exists(tool), "needs " + tool + ", which is not installed");
        }
        return new Lab(links);
    }

    /** Maven shows a skipped test as a number only: say why where it is seen. */
    static void require(boolean there, String reason) {
        if (!there) {
            System.err.println("SKIPPED: " + reason);
        }
        assumeTrue(there, reason);
    }

    private Lab(int links) {
        try {
            work = Files.createTempDirectory("stirrup-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Command.run(SCRIPTS.resolve("network").toString(), "up", namespace, Integer.toString(links))
                .ok();
    }

    /** Starts the appliance and waits until it is ready. */
    Appliance appliance(Path home, String... options) {
        return start(home, options).ready();
    }

    /** Starts another on a machine of its own, and waits until it is ready. */
    Appliance appliance(String machine, Path home, String... options) {
        return start(machine, home, options).ready();
    }

    /** Starts the appliance and does not wait. */
    Appliance start(Path home, String... options) {
        return start(namespace, home, options);
    }

    /** As {@link #start(Path, String...)} on another machine: the namespace of a client, whose link is c0. */
    Appliance start(String machine, Path home, String... options) {
        List<String> command = new ArrayList<>(List.of(
                DISTRIBUTION.resolve("appliance/target/stirrup/bin/stirrup").toString(),
                "serve",
                "--home",
                home.toString()));
        command.addAll(List.of(options));
        Process process = spawn(Command.inNamespace(machine, command.toArray(String[]::new)));
        return new Appliance(process, home, machine);
    }

    /** A home folder with the usual settings of a test: one link, a pool, install at once. */
    Path home() throws IOException {
        return Files.createDirectories(work.resolve("home"));
    }

    VirtualPc pc(String tap, String... options) {
        Path serial = work.resolve("serial-" + COUNT.incrementAndGet() + ".log");
        List<String> command =
                new ArrayList<>(List.of(SCRIPTS.resolve("pc").toString(), namespace, tap, serial.toString()));
        command.addAll(List.of(options));
        return new VirtualPc(spawn(command), serial);
    }

    /** A namespace with a cable to a link: a machine that third-party clients run on. @param address or "-" for none */
    String client(String name, int link, String address) {
        Command.run(SCRIPTS.resolve("network").toString(), "client", namespace, name, Integer.toString(link), address)
                .ok();
        return namespace + "-" + name;
    }

    /** Switches IPv6 on for a link, which has none otherwise, and gives it this address: fd77::1/64. */
    void ipv6(String link, String address) {
        Command.run(SCRIPTS.resolve("network").toString(), "ipv6", namespace, link, address)
                .ok();
    }

    Process spawn(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The small installer image in the CentOS 7 layout, made once for all tests of a run. */
    static Path iso() {
        Path iso = DISTRIBUTION.resolve("boottest/target/lab.iso");
        if (!Files.exists(iso)) {
            Command.run(
                            Duration.ofMinutes(5),
                            List.of(
                                    SCRIPTS.resolve("iso").toString(),
                                    iso.toString(),
                                    SCRIPTS.resolve("target/kernel").toString()))
                    .ok();
        }
        return iso;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        Command.run(SCRIPTS.resolve("network").toString(), "down", namespace);
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + work + ": " + e);
        }
    }
}
