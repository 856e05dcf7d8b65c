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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * ISC's relay agent between a client and the server, each in a network of its own. The agent names the port the client
 * is on, option 82. Needs root.
 */
@Timeout(180)
class RealRelayTest {
    private static final String SERVER = "10.99.0.1";

    private static final String SCRIPT = """
            #!/bin/sh
            case "$1" in
            bound) ip addr add "$ip/24" dev eth0
              ip route add default via 10.98.0.254
              echo "HAS $ip from $serverid $domain" >&2 ;;
            renew) echo "KEEPS $ip" >&2 ;;
            esac
            """;

    private final String prefix = "relay-" + ProcessHandle.current().pid();
    private final String servers = prefix + "-s";
    private final String agents = prefix + "-r";
    private final String clients = prefix + "-c";
    private final List<Process> started = new ArrayList<>();
    private Process server;
    private BufferedReader journal;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        Processes.assumeNamespaces();
        Processes.assumeInstalled("dhcrelay", "isc-dhcp-relay");
        Processes.assumeInstalled("udhcpc", "udhcpc");
        for (String name : List.of(servers, agents, clients)) {
            ip("netns", "add", name);
        }
        ip("-n", servers, "link", "add", "lan0", "type", "veth", "peer", "name", "up0", "netns", agents);
        ip("-n", clients, "link", "add", "eth0", "type", "veth", "peer", "name", "down0", "netns", agents);
        ip("-n", servers, "address", "add", SERVER + "/24", "dev", "lan0");
        ip("-n", agents, "address", "add", "10.99.0.254/24", "dev", "up0");
        ip("-n", agents, "address", "add", "10.98.0.254/24", "dev", "down0");
        for (String[] end : new String[][] {{servers, "lan0"}, {agents, "up0"}, {agents, "down0"}, {clients, "eth0"}}) {
            ip("-n", end[0], "link", "set", end[1], "up");
        }
        ip("-n", servers, "route", "add", "10.98.0.0/24", "via", "10.99.0.254");
        said(in(agents, "sysctl", "-qw", "net.ipv4.ip_forward=1"));
        Files.writeString(folder.resolve("script"), SCRIPT);
        assertTrue(folder.resolve("script").toFile().setExecutable(true));
        server = Processes.server(
                servers,
                "lan0",
                SERVER,
                "SUBNET:near:subnet=10.99.0.0/24|range=10.99.0.100-10.99.0.109",
                "SUBNET:far:subnet=10.98.0.0/24|range=10.98.0.100-10.98.0.109|domainName=far.example",
                "CLASS:port:circuit=down0|options=domain-name=port.example");
        journal = server.inputReader();
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        assertEquals("", said(run(command.toArray(String[]::new))), () -> "ip " + String.join(" ", arguments));
    }

    private void agent(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("dhcrelay", "-4", "-d", "-a", "-pf", folder + "/relay.pid"));
        command.addAll(List.of(more));
        command.add(SERVER);
        started.add(in(agents, command.toArray(String[]::new)));
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : started) {
            process.destroy();
            process.waitFor(60, TimeUnit.SECONDS);
        }
        if (server != null) {
            server.getOutputStream().close();
            server.waitFor(60, TimeUnit.SECONDS);
            server.destroyForcibly();
        }
        for (String name : List.of(clients, agents, servers)) {
            said(run("ip", "netns", "delete", name));
        }
    }

    private BufferedReader client() throws IOException {
        Process client = in(
                clients,
                "udhcpc",
                "-f",
                "-i",
                "eth0",
                "-t",
                "20",
                "-T",
                "2",
                "-s",
                folder.resolve("script").toString());
        started.add(client);
        return client.inputReader();
    }

    @Test
    void aClientGetsAnAddressOfTheAgentsSubnetAndRenewsPastTheAgent() throws Exception {
        agent("-id", "down0", "-iu", "up0");
        BufferedReader said = client();
        assertEquals("HAS 10.98.0.100 from 10.99.0.1 port.example", next(said, "HAS"));
        assertTrue(next(journal, "DISCOVER").endsWith("by relay agent 10.98.0.254"));
        assertEquals("ACK 10.98.0.100", next(journal, "ACK"));
        long udhcpc = started.get(1).pid();
        said(run("kill", "-USR1", Long.toString(udhcpc)));
        assertTrue(next(journal, "REQUEST").startsWith("REQUEST 10.98.0.100"));
        assertEquals("ACK 10.98.0.100", next(journal, "ACK"));
        assertEquals("KEEPS 10.98.0.100", next(said, "KEEPS"));
    }

    @Test
    void anAgentThatHasNoAddressInTheSubnetNamesIt() throws Exception {
        // giaddr is the agent's address towards the server then, and the client's subnet stands in option 82.5 (RFC
        // 3527).
        agent("-U", "up0", "-i", "down0");
        BufferedReader said = client();
        assertTrue(next(journal, "DISCOVER").endsWith("by relay agent 10.99.0.254"));
        assertEquals("ACK 10.98.0.100", next(journal, "ACK"));
        assertEquals("HAS 10.98.0.100 from 10.99.0.1 port.example", next(said, "HAS"));
    }
}
