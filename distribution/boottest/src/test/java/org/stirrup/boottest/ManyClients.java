package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stirrup.testkit.dhcp.ClientsAtWork;

/**
 * Many clients at work behind a relay agent of a test's network, as {@link ClientsAtWork} in a process of its own: they
 * obtain addresses of 10.50.0.0/16 and extend their leases until they are stopped.
 */
record ManyClients(int count, Process process, Output output, Writer commands) {
    private static final String AGENT = "10.50.0.9";
    private static final Pattern SERVED = Pattern.compile("served (\\d+) of .*");
    private static final Pattern LEASE = Pattern.compile("\\{\"address\": \"([0-9.]+)\", \"mac\": \"([0-9a-f:]+)\".*");

    /** The subnet that a server's home needs for them. */
    static void configure(Path home) throws IOException {
        Files.write(
                Files.createDirectories(home.resolve("etc")).resolve("org.stirrup.dhcp.subnet-relayed.cfg"),
                List.of("subnet = 10.50.0.0/16", "range = 10.50.1.0-10.50.8.255"));
    }

    /** Lets a machine of the network answer the relay agent. */
    static void route(String machine, String link) {
        Command.run("ip", "-n", machine, "route", "add", "10.50.0.0/16", "dev", link)
                .ok();
    }

    /** Switches them on. @param pauseMillis of each of 16 threads between two wishes */
    static ManyClients on(Lab lab, int count, int pauseMillis, String... servers) throws IOException {
        String agent = lab.client("agent", 0, "192.168.77.9/24");
        Command.run("ip", "-n", agent, "address", "add", AGENT + "/16", "dev", "c0")
                .ok();
        List<String> command = new ArrayList<>(Command.inNamespace(
                agent,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ClientsAtWork.class.getName(),
                AGENT,
                "67",
                Integer.toString(count),
                Integer.toString(pauseMillis)));
        command.addAll(List.of(servers));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new ManyClients(count, process, new Output(process.getInputStream(), "clients"), process.outputWriter());
    }

    private String say(String command) throws IOException {
        int mark = output.mark();
        commands.write(command + "\n");
        commands.flush();
        return output.await(mark, "^served ");
    }

    /** Returns when every client was told, since now, that it may use its address. */
    void awaitEverybody(String when) throws IOException, InterruptedException {
        awaitAtLeast(count, when);
    }

    /** As {@link #awaitEverybody} for so many of them. */
    void awaitAtLeast(int wanted, String when) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String served = say("mark");
        while (served(served) < wanted) {
            assertTrue(System.nanoTime() - begin < Output.PATIENCE.toNanos(), when + ": " + served);
            Thread.sleep(20);
            served = say("?");
        }
        System.out.printf("%s: %d clients in %.1f s; %s%n", when, wanted, (System.nanoTime() - begin) / 1e9, served);
    }

    private static int served(String line) {
        Matcher matcher = SERVED.matcher(line);
        assertTrue(matcher.matches(), line);
        return Integer.parseInt(matcher.group(1));
    }

    /** Switches them off, and looks whether every lease that one was told of is known, and none to two. */
    void assertAllKnown(Appliance... appliances) throws Exception {
        commands.close();
        String said = output.whole();
        assertEquals(
                List.of(), said.lines().filter(line -> line.startsWith("WRONG")).toList());
        Map<String, String> holders = new TreeMap<>();
        said.lines().filter(line -> line.startsWith("holder ")).forEach(line -> {
            String[] words = line.split(" ");
            int client = Integer.parseInt(words[2]);
            holders.put(words[1], String.format("02:52:00:00:%02x:%02x", client >> 8, client & 0xff));
        });
        assertEquals(count, holders.size());
        for (Appliance appliance : appliances) {
            Map<String, String> leases = leases(appliance);
            leases.keySet().retainAll(holders.keySet());
            assertEquals(holders, leases);
        }
        System.out.println(
                said.lines().filter(line -> line.startsWith("end ")).findFirst().orElseThrow());
    }

    private static Map<String, String> leases(Appliance appliance) {
        Map<String, String> leases = new TreeMap<>();
        appliance.cli("leases", "--json").ok().text().lines().forEach(line -> {
            Matcher matcher = LEASE.matcher(line);
            assertTrue(matcher.matches(), line);
            assertEquals(null, leases.put(matcher.group(1), matcher.group(2)), "told twice");
        });
        return leases;
    }
}
