package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.testkit.process.Program;

/** The packed appliance as a process, on the loopback interface. */
class ApplianceIT {
    @TempDir
    Path folder;

    @Test
    void itServesAnswersAndStops() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            String ready = appliance.awaitReady();
            for (String listener : List.of(
                    "dhcp 127.0.0.1:" + home.dhcp,
                    "tftp 127.0.0.1:" + home.tftp,
                    "ftp 127.0.0.1:" + home.ftp,
                    "http 127.0.0.1:" + home.http,
                    "admin http://127.0.0.1:" + home.admin + "/")) {
                assertTrue(ready.contains(listener), ready);
            }

            Program.Result status = appliance.ask("status");
            assertEquals(0, status.status(), status.errors());
            assertTrue(status.text().contains("process " + appliance.pid()), status.text());
            assertTrue(status.text().matches("(?s).*loaders   [^\n]*pxelinux.*"), status.text());
            assertFalse(status.text().contains("NOT OPEN"), status.text());
            assertEquals("", appliance.ask("leases", "--json").text());
            assertTrue(appliance.ask("status", "--json").text().startsWith("{\"version\": "));
            assertEquals(1, appliance.ask("sh", "nonsense").status());
            assertEquals(0, appliance.ask("journal").status());
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(home.folder.resolve("data/control.sock"))));

            Program.Result second = RunningAppliance.stirrup(home.folder, "serve");
            assertEquals(1, second.status());
            assertTrue(second.errors().contains("process " + appliance.pid()), second.errors());

            assertEquals(401, get(home.admin, "/system/console/bundles"));
            assertEquals(404, get(home.http, "/system/console/bundles"));

            long before = System.nanoTime();
            assertEquals(0, appliance.terminate());
            assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(45), "it takes too long to stop");
            List<String> output = appliance.output();
            assertEquals(
                    1,
                    output.stream()
                            .filter(line -> line.contains("stirrup ready"))
                            .count());
            assertEquals(
                    List.of(),
                    output.stream().filter(line -> line.contains(" ERROR ")).toList());
            assertTrue(Files.notExists(home.folder.resolve("data/control.sock")));
        }
    }

    @Test
    void featuresGoAndComeWhileEverythingElseStaysAndARestartRemembers() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            appliance.awaitReady();
            String loader = Files.readString(home.feature("loader-pxelinux"));
            List<String> bundles = bundles(appliance, "org.stirrup.dhcp", "org.stirrup.tftp", "org.stirrup.api");

            deleteLoaders(home);
            awaitAnswer(appliance, text -> text.contains("loaders   none"), "status");
            assertFalse(appliance.ask("status").text().contains("NOT OPEN"));

            // Written beside and moved in, as a package manager does it.
            Path fresh = Files.writeString(home.folder.resolve("fresh"), loader);
            Files.move(fresh, home.feature("loader-pxelinux"));
            awaitAnswer(appliance, text -> text.contains("loaders   pxelinux"), "status");
            assertEquals(bundles, bundles(appliance, "org.stirrup.dhcp", "org.stirrup.tftp", "org.stirrup.api"));

            Files.writeString(home.feature("hosts"), "{ half a file");
            awaitAnswer(appliance, text -> text.contains("features/hosts.feature.json"), "sh", "findings");
            assertTrue(appliance.ask("sh", "clients").text().contains("no machine was seen yet"));

            Files.delete(home.feature("hosts"));
            Files.delete(home.feature("loader-pxelinux"));
            awaitAnswer(appliance, text -> text.contains("nobody counts them"), "status");
            appliance.kill();
        }
        try (RunningAppliance again = RunningAppliance.serve(home.folder)) {
            again.awaitReady();
            String status = again.ask("status").text();
            assertTrue(status.contains("loaders   none"), status);
            assertTrue(status.contains("nobody counts them"), status);
            assertEquals(0, again.terminate());
        }
    }

    private static void deleteLoaders(TestHome home) throws IOException {
        try (Stream<Path> features = Files.list(home.folder.resolve("features"))) {
            for (Path feature : features.toList()) {
                if (feature.getFileName().toString().startsWith("loader-")) {
                    Files.delete(feature);
                }
            }
        }
    }

    @Test
    void aDroppedLoaderIsStartedAndARemovedOneStopped() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            appliance.awaitReady();
            Path dropped = home.folder.resolve("deploy/example.jar");
            Path fresh = Files.copy(Path.of(System.getProperty("stirrup.example")), home.folder.resolve("fresh"));
            Files.move(fresh, dropped);
            awaitAnswer(appliance, text -> text.contains("example"), "status");
            Files.delete(dropped);
            awaitAnswer(appliance, text -> !text.contains("example"), "status");
            assertEquals(0, appliance.terminate());
        }
    }

    @Test
    void aPortThatIsTakenIsSaidLoudlyAndReadyWaitsForIt() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        try (RunningAppliance appliance = occupied(home)) {
            appliance.await(line ->
                    line.contains(Integer.toString(home.ftp)) && (line.contains("ERROR") || line.contains("WARN")));
            Program.Result findings = appliance.ask("sh", "findings");
            assertTrue(findings.text().contains(Integer.toString(home.ftp)), findings.text());
            assertEquals(1, findings.status());
            taken.close();
            assertTrue(appliance.awaitReady().contains("ftp 127.0.0.1:" + home.ftp));
        } finally {
            taken.close();
        }
    }

    private ServerSocket taken;

    private RunningAppliance occupied(TestHome home) throws Exception {
        taken = new ServerSocket(home.ftp, 1, InetAddress.getLoopbackAddress());
        return RunningAppliance.serve(home.folder);
    }

    /** Ids of bundles: one that was installed anew, or only restarted, has another. */
    private static List<String> bundles(RunningAppliance appliance, String... names) throws Exception {
        String all = appliance.ask("sh", "lb", "-s").text();
        return all.lines()
                .filter(line -> List.of(names).stream().anyMatch(name -> line.contains("|" + name + " ")))
                .toList();
    }

    /** Asks until the answer is so. */
    private static void awaitAnswer(RunningAppliance appliance, Predicate<String> wanted, String... command)
            throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        String text = appliance.ask(command).text();
        while (!wanted.test(text)) {
            assertTrue(System.nanoTime() < end, text);
            text = appliance.ask(command).text();
        }
    }

    private static int get(int port, String path) throws Exception {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(60_000);
        connection.setReadTimeout(60_000);
        return connection.getResponseCode();
    }
}
