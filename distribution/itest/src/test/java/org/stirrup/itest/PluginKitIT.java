package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.testkit.process.Program;

/**
 * What the manual says about a loader of one's own, line by line, in an empty home of somebody who has never written one,
 * without a network.
 */
class PluginKitIT {
    private static final Path REPOSITORY = Path.of(System.getProperty("stirrup.repository"));

    @TempDir
    Path somebody;

    @Test
    void theManualsLinesMakeALoaderThatBootsAMachine() throws Exception {
        assumeTrue(Program.installed("mvn"), "needs Maven on the PATH: apt install maven");
        List<String> lines = Files.readAllLines(REPOSITORY.resolve("distribution/manual/loader.md")).stream()
                .filter(line -> line.startsWith("    ") && !line.startsWith("    @"))
                .map(String::strip)
                .toList();
        assertEquals("mvn -q install -DskipTests -pl bundles/org.stirrup.testkit -am", lines.get(0));
        assertEquals(5, lines.size(), lines::toString);
        // Not below the other: JUnit would tell of each of its thousands of links when it takes it away.
        Path local = Files.createTempDirectory("stirrup-m2");
        try {
            theLinesWork(lines, mavenWithoutNetwork(local.resolve("repository")));
        } finally {
            Program.run("rm", "-r", local.toString());
        }
    }

    private void theLinesWork(List<String> lines, Path maven) throws Exception {
        TestHome home = new TestHome(somebody.resolve("stirrup"));
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            appliance.awaitReady();
            // The first line has been done, for a reactor that is being built cannot be built again beside it.
            String script = String.join("\n", lines.subList(1, lines.size()))
                    .replace("/var/lib/stirrup", home.folder.toString());
            Program.Result done = Program.run(
                    "env",
                    "HOME=" + somebody,
                    "PATH=" + maven + ":" + System.getenv("PATH"),
                    "sh",
                    "-ec",
                    "cd '" + REPOSITORY + "'\n" + script);
            assertEquals(0, done.status(), done.text() + done.errors());
            String suite = Files.readString(somebody.resolve(
                    "thinclient/target/surefire-reports/org.acme.thinclient.ThinclientLoaderTest.txt"));
            assertTrue(
                    suite.matches("(?s).*Tests run: (1[5-9]|[2-9]\\d), Failures: 0, Errors: 0, Skipped: 0.*"), suite);

            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!appliance.ask("sh", "loaders").text().contains("thinclient")) {
                assertTrue(System.nanoTime() < end, "the dropped loader does not come");
            }
            try (RelayedClient machine = new RelayedClient("525400770021", "127.0.0.8", home.dhcp)) {
                RelayedClient.Reply told = machine.boot(Map.of(60, RelayedClient.hex("Thinclient:1"), 93, "00ee"));
                assertEquals("thinclient/hello.bin", told.file());
            }
            InetSocketAddress tftp = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), home.tftp);
            try (SlowTftp client = new SlowTftp(tftp, "thinclient/hello.bin")) {
                assertArrayEquals(
                        Files.readAllBytes(somebody.resolve("thinclient/src/main/resources/thinclient/hello.bin")),
                        client.rest());
            }
            String journal = appliance.ask("journal").text();
            assertTrue(journal.contains("thinclient/hello.bin by thinclient"), journal);
            assertEquals(0, appliance.terminate());
        }
    }

    @Test
    void whatTheKitCannotMakeIsRefusedAndNothingIsWritten() throws Exception {
        String command = REPOSITORY.resolve("distribution/kit/new-loader").toString();
        Path folder = somebody.resolve("new");
        Program.Result refused = Program.run(command, "Thin Client", folder.toString());
        assertEquals(2, refused.status());
        assertTrue(refused.errors().contains("'Thin Client' is no package"), refused.errors());
        refused = Program.run(command, "org.acme.thinclient", somebody.toString());
        assertEquals(2, refused.status());
        assertTrue(refused.errors().contains(somebody + " is there already"), refused.errors());
        assertTrue(Files.notExists(folder));
    }

    /**
     * A folder with a {@code mvn} that knows what the Maven under this test knows, and what the manual's first line
     * installs.
     */
    private Path mavenWithoutNetwork(Path local) throws IOException, InterruptedException {
        Program.Result linked = Program.run("cp", "-rs", System.getProperty("stirrup.maven.local"), local.toString());
        assertEquals(0, linked.status(), linked.errors());
        install(local, "stirrup", REPOSITORY, false);
        install(local, "bundles", REPOSITORY.resolve("bundles"), false);
        for (String bundle : List.of("org.stirrup.api", "org.stirrup.testkit")) {
            install(local, bundle, REPOSITORY.resolve("bundles").resolve(bundle), true);
        }
        String real = Program.run("sh", "-c", "command -v mvn").text().strip();
        Path folder = Files.createDirectories(somebody.resolve("bin"));
        Path script = folder.resolve("mvn");
        Files.writeString(script, "#!/bin/sh\nexec '" + real + "' -B -o -Dmaven.repo.local='" + local + "' \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    /** As maven-install-plugin lays it out. */
    private static void install(Path local, String artifact, Path module, boolean jar) throws IOException {
        Path folder = local.resolve("org/stirrup").resolve(artifact).resolve(version());
        Files.createDirectories(folder);
        String name = artifact + "-" + version();
        Files.copy(module.resolve("pom.xml"), folder.resolve(name + ".pom"), StandardCopyOption.REPLACE_EXISTING);
        if (jar) {
            Files.copy(
                    module.resolve("target").resolve(name + ".jar"),
                    folder.resolve(name + ".jar"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Of the reactor, from the name of a jar that it made. */
    private static String version() {
        String jar =
                Path.of(System.getProperty("stirrup.example")).getFileName().toString();
        return jar.substring("org.stirrup.loader.example-".length(), jar.length() - ".jar".length());
    }
}
