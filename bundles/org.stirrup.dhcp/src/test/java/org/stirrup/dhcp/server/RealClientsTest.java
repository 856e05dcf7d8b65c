package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Other people's DHCP clients, in a network of their own, against the server on its real port. Needs root. */
@Timeout(120)
class RealClientsTest {
    private static final String SERVER = "10.99.0.1";

    /** What a client runs when it has an address, or has none any more: the same words for both. */
    private static final String SCRIPT = """
            #!/bin/sh
            case "${reason:-$1}" in
            BOUND|RENEW|REBIND|REBOOT|bound|renew)
              ip addr flush dev eth0
              ip addr add "${ip:-$new_ip_address}/24" dev eth0
              echo "HAS ${ip:-$new_ip_address} ${router:-$new_routers} ${domain:-$new_domain_name}" >&2 ;;
            esac
            exit 0
            """;

    private final String servers = "dhcp-" + ProcessHandle.current().pid() + "-s";
    private final String clients = "dhcp-" + ProcessHandle.current().pid() + "-c";
    private Process server;
    private BufferedReader journal;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(
                (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0,
                "SKIPPED: needs root to make network namespaces");
        String probe = said(run("unshare", "-n", "true"));
        assumeTrue(probe.isEmpty(), "SKIPPED: cannot make network namespaces here: " + probe);
        said(run("ip", "netns", "add", servers));
        said(run("ip", "netns", "add", clients));
        said(run("ip", "-n", servers, "link", "add", "lan0", "type", "veth", "peer", "name", "eth0", "netns", clients));
        said(run("ip", "-n", clients, "link", "set", "eth0", "address", "52:54:00:77:00:20"));
        said(run("ip", "-n", servers, "address", "add", SERVER + "/24", "dev", "lan0"));
        said(run("ip", "-n", servers, "link", "set", "lan0", "up"));
        said(run("ip", "-n", clients, "link", "set", "eth0", "up"));
        Files.writeString(folder.resolve("script"), SCRIPT);
        assertTrue(folder.resolve("script").toFile().setExecutable(true));
        String java = ProcessHandle.current().info().command().orElse("java");
        server = in(
                servers,
                java,
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ServerInNamespace.class.getName(),
                "lan0",
                SERVER,
                "10.99.0.100-10.99.0.109");
        journal = server.inputReader();
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.getOutputStream().close();
            server.waitFor(10, TimeUnit.SECONDS);
            server.destroyForcibly();
        }
        for (String name : List.of(clients, servers)) {
            said(run("ip", "netns", "delete", name));
        }
    }

    @Test
    void udhcpcGetsRenewsAndReleasesAnAddress() throws Exception {
        Process client = client("udhcpc", "-f", "-i", "eth0", "-R", "-t", "20", "-T", "1", "-s", script());
        BufferedReader said = client.inputReader();
        assertEquals("HAS 10.99.0.100 10.99.0.1 lab.example", next(said, "HAS"));
        assertEquals("ACK 10.99.0.100", next(journal, "ACK"));

        said(run("kill", "-USR1", Long.toString(client.pid())));
        assertEquals("REQUEST 10.99.0.100, udhcp 1", next(journal, "REQUEST").replaceAll("udhcp 1.*", "udhcp 1"));
        assertEquals("ACK 10.99.0.100", next(journal, "ACK"));

        said(run("kill", "-USR2", Long.toString(client.pid())));
        assertEquals("RELEASE 10.99.0.100 is free again", next(journal, "RELEASE"));
        client.destroy();
        assertTrue(client.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    void dhclientComesBackWithItsAddress() throws Exception {
        Path leases = Files.createFile(folder.resolve("leases"));
        String[] command = {
            "dhclient",
            "-4",
            "-d",
            "-1",
            "-sf",
            script(),
            "-lf",
            leases.toString(),
            "-pf",
            folder.resolve("pid").toString(),
            "eth0"
        };
        Process first = client(command);
        BufferedReader said = first.inputReader();
        assertEquals("HAS 10.99.0.100 10.99.0.1 lab.example", next(said, "HAS"));
        assertTrue(next(said, "bound").startsWith("bound to 10.99.0.100"), "its lease is in its file by now");
        next(journal, "DISCOVER");
        assertEquals("ACK 10.99.0.100", next(journal, "ACK"));
        first.destroy();
        assertTrue(first.waitFor(10, TimeUnit.SECONDS));

        Process second = client(command);
        assertEquals("HAS 10.99.0.100 10.99.0.1 lab.example", next(second.inputReader(), "HAS"));
        String line = journal.readLine();
        assertTrue(line.startsWith("REQUEST 10.99.0.100"), () -> "no DISCOVER before it: " + line);
        second.destroy();
        assertTrue(second.waitFor(10, TimeUnit.SECONDS));
    }

    private String script() {
        return folder.resolve("script").toString();
    }

    /** A client on the other side of the cable; skips the test, loudly, where it is not installed. */
    private Process client(String... command) throws IOException, InterruptedException {
        String which = said(run("sh", "-c", "command -v " + command[0]));
        assumeTrue(!which.isEmpty(), "SKIPPED: " + command[0] + " is not installed");
        return in(clients, command);
    }

    private static Process in(String namespace, String... command) throws IOException {
        return run(Stream.concat(Stream.of("ip", "netns", "exec", namespace), Arrays.stream(command))
                .toArray(String[]::new));
    }

    private static Process run(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String said(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes()).strip();
        process.waitFor();
        return text;
    }

    /** The next line that begins so; the others are shown when there is none. */
    private static String next(BufferedReader lines, String start) throws IOException {
        List<String> others = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start + " ")) {
                return line;
            }
            others.add(line);
        }
        throw new AssertionError("no " + start + " in " + others);
    }
}
