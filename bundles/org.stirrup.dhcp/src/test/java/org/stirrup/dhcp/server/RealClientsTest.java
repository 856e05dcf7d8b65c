package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.server.Processes.in;
import static org.stirrup.dhcp.server.Processes.next;
import static org.stirrup.dhcp.server.Processes.run;
import static org.stirrup.dhcp.server.Processes.said;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Other people's DHCP clients, in a network of their own, against the server on its real port. Needs root. */
@Timeout(180)
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
        Processes.assumeNamespaces();
        said(run("ip", "netns", "add", servers));
        said(run("ip", "netns", "add", clients));
        said(run("ip", "-n", servers, "link", "add", "lan0", "type", "veth", "peer", "name", "eth0", "netns", clients));
        said(run("ip", "-n", clients, "link", "set", "eth0", "address", "52:54:00:77:00:20"));
        said(run("ip", "-n", servers, "address", "add", SERVER + "/24", "dev", "lan0"));
        said(run("ip", "-n", servers, "link", "set", "lan0", "up"));
        said(run("ip", "-n", clients, "link", "set", "eth0", "up"));
        Files.writeString(folder.resolve("script"), SCRIPT);
        assertTrue(folder.resolve("script").toFile().setExecutable(true));
    }

    /** @param probeMillis how long it waits for somebody to answer at an address before it gives it */
    private void serve(int probeMillis) throws IOException {
        server = Processes.server(
                servers,
                "lan0",
                SERVER,
                "MAIN:dhcp:probeMillis=" + probeMillis,
                "SUBNET:lan:range=10.99.0.100-10.99.0.109|routers=" + SERVER + "|domainName=lab.example");
        journal = server.inputReader();
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.getOutputStream().close();
            server.waitFor(60, TimeUnit.SECONDS);
            server.destroyForcibly();
        }
        for (String name : List.of(clients, servers)) {
            said(run("ip", "netns", "delete", name));
        }
    }

    @Test
    void udhcpcGetsRenewsAndReleasesAnAddress() throws Exception {
        serve(500);
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
        assertTrue(client.waitFor(60, TimeUnit.SECONDS));
    }

    @Test
    void dhclientComesBackWithItsAddress() throws Exception {
        serve(500);
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
        assertTrue(first.waitFor(60, TimeUnit.SECONDS));

        Process second = client(command);
        assertEquals("HAS 10.99.0.100 10.99.0.1 lab.example", next(second.inputReader(), "HAS"));
        String line = next(journal, "DISCOVER", "REQUEST");
        assertTrue(line.startsWith("REQUEST 10.99.0.100"), "no DISCOVER before it: " + line);
        second.destroy();
        assertTrue(second.waitFor(60, TimeUnit.SECONDS));
    }

    @Test
    void anAddressThatSomebodyGaveItselfIsNotGiven() throws Exception {
        // A server that has just started is slow to hear that somebody is there, and slower on a busy machine.
        serve(4000);
        said(in(clients, "sysctl", "-qw", "net.ipv4.conf.all.arp_ignore=1"));
        said(run("ip", "-n", clients, "link", "add", "other", "link", "eth0", "type", "macvlan", "mode", "bridge"));
        said(run("ip", "-n", clients, "link", "set", "other", "address", "52:54:00:99:00:01", "up"));
        said(run("ip", "-n", clients, "address", "add", "10.99.0.100/24", "dev", "other"));
        Process client = client("udhcpc", "-f", "-i", "eth0", "-t", "20", "-T", "2", "-s", script());
        assertEquals("HAS 10.99.0.101 10.99.0.1 lab.example", next(client.inputReader(), "HAS"));
        assertEquals(
                "WARNING 10.99.0.100 is used by the machine 52:54:00:99:00:01 that did not get it here; nobody gets it"
                        + " for 60 minutes",
                next(journal, "WARNING"));
        client.destroy();
        assertTrue(client.waitFor(60, TimeUnit.SECONDS));
    }

    @Test
    void dhcpingIsToldWhatElseThereIsForAnAddress() throws Exception {
        Processes.assumeInstalled("dhcping", "dhcping");
        serve(500);
        Process client = client("udhcpc", "-f", "-i", "eth0", "-t", "20", "-T", "1", "-s", script());
        next(client.inputReader(), "HAS");
        String said = said(
                in(clients, "dhcping", "-i", "-t", "60", "-c", "10.99.0.100", "-s", SERVER, "-h", "52:54:00:77:00:20"));
        assertEquals("Got answer from: " + SERVER, said);
        assertEquals("INFORM 10.99.0.100", next(journal, "INFORM").substring(0, 18));
        client.destroy();
        assertTrue(client.waitFor(60, TimeUnit.SECONDS));
    }

    private String script() {
        return folder.resolve("script").toString();
    }

    /** A client on the other side of the cable; skips the test, loudly, where it is not installed. */
    private Process client(String... command) throws IOException, InterruptedException {
        Processes.assumeInstalled(command[0], command[0].equals("dhclient") ? "isc-dhcp-client" : command[0]);
        return in(clients, command);
    }
}
