package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.testkit.process.Program;

/** {@code bin/stirrup} where nothing runs. */
class CommandsIT {
    @TempDir
    Path folder;

    @Test
    void helpAndVersion() throws Exception {
        Program.Result help = Program.run(RunningAppliance.STIRRUP, "--help");
        assertEquals(0, help.status(), help.errors());
        assertTrue(help.text().startsWith("usage: stirrup "), help.text());
        assertTrue(help.text().lines().allMatch(line -> line.length() <= 120), help.text());

        Program.Result version = Program.run(RunningAppliance.STIRRUP, "--version");
        assertEquals(0, version.status());
        assertTrue(version.text().matches("stirrup \\d+\\.\\d+\\.\\d+\\S*\n"), version.text());
    }

    @Test
    void whatItDoesNotKnowIsRefusedInOneLine() throws Exception {
        for (List<String> words : List.of(
                List.of("sreve"),
                List.of("serve", "--rang", "x"),
                List.of("serve", "--boot", "never"),
                List.of("serve", "--proxy", "--range", "127.0.0.9-127.0.0.10"))) {
            List<String> command = new ArrayList<>(words);
            command.add(0, RunningAppliance.STIRRUP);
            Program.Result refused = Program.run(command.toArray(String[]::new));
            assertEquals(2, refused.status(), words + refused.errors());
            assertEquals("", refused.text());
            assertEquals(1, refused.errors().lines().count(), refused.errors());
        }
    }

    @Test
    void whoAsksAnApplianceThatDoesNotRunIsToldSo() throws Exception {
        for (String command : List.of("status", "journal", "sh")) {
            Program.Result asked = RunningAppliance.stirrup(folder, command);
            assertEquals(3, asked.status(), command);
            assertEquals("not running (home " + folder + ")\n", asked.errors());
        }
    }

    @Test
    void anInterfaceThatIsNotThereIsNamedAndNothingIsMade() throws Exception {
        Path home = folder.resolve("home");
        Program.Result refused =
                Program.run(RunningAppliance.STIRRUP, "serve", "--home", home.toString(), "--interface", "nosuch0");
        assertEquals(1, refused.status());
        assertTrue(refused.errors().contains("nosuch0"), refused.errors());
        assertTrue(refused.errors().contains("lo"), refused.errors());
        assertTrue(Files.notExists(home));
    }

    @Test
    void aScriptThatFindsNoJavaOrAnOldOneSaysWhatToDo() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk-11/bin")).resolve("java");
        Files.writeString(old, "#!/bin/sh\nexit 9\n");
        assertTrue(old.toFile().setExecutable(true));
        Files.writeString(folder.resolve("jdk-11/release"), "JAVA_VERSION=\"11.0.2\"\n");
        Program.Result refused = withJava(folder.resolve("jdk-11").toString());
        assertEquals(1, refused.status());
        assertTrue(refused.errors().contains("Java 11, Stirrup needs 17 or newer"), refused.errors());

        Program.Result none = withJava(folder.resolve("nothing").toString());
        assertEquals(1, none.status());
        assertTrue(none.errors().contains("JAVA_HOME is " + folder.resolve("nothing")), none.errors());
    }

    @Test
    void itRunsThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(RunningAppliance.STIRRUP));
        assertEquals(0, Program.run(link.toString(), "--version").status());
    }

    @Test
    void checkTellsEveryFindingAndChangesNothing() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        home.config("org.stirrup.dhcp.subnet-cli", "range = 127.0.0.9-127.0.0.3");
        List<String> before = home.files();
        Program.Result found = RunningAppliance.stirrup(home.folder, "check");
        assertEquals(1, found.status(), found.text() + found.errors());
        assertTrue(found.text().contains("org.stirrup.dhcp.subnet-cli.cfg"), found.text());
        assertTrue(found.text().contains("127.0.0.9-127.0.0.3"), found.text());
        assertEquals("", found.errors());
        assertEquals(before, home.files());
    }

    @Test
    void checkOfAGoodHomeFindsNoError() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        Program.Result found = RunningAppliance.stirrup(home.folder, "check");
        assertEquals(0, found.status(), found.text() + found.errors());
    }

    @Test
    void aStartFindsTheClassesOfBundlesInTheArchive() throws Exception {
        Path dist = Files.createDirectories(folder.resolve("dist/bin")).getParent();
        for (String part : List.of("lib", "system", "etc", "features")) {
            Files.createSymbolicLink(dist.resolve(part), Packed.DIST.resolve(part));
        }
        String script = Files.copy(Path.of(RunningAppliance.STIRRUP), dist.resolve("bin/stirrup"))
                .toString();
        Program.Result made = Program.run(script, "archive");
        assertEquals(0, made.status(), made.text() + made.errors());
        assertEquals(
                List.of("classes.jsa"), List.of(dist.resolve("archive").toFile().list()));

        Path log = folder.resolve("classes.log");
        Program.Result check = Program.run(
                "env",
                "STIRRUP_JAVA_OPTIONS=-Xlog:class+load:file=" + log,
                script,
                "check",
                "--home",
                folder.resolve("home").toString());
        assertEquals("", check.errors());
        for (String name : List.of("org.stirrup.launcher.Main", "org.stirrup.dhcp.server.DhcpServer")) {
            String line = Files.readAllLines(log).stream()
                    .filter(loaded -> loaded.contains(" " + name + " "))
                    .findFirst()
                    .orElseThrow();
            assertTrue(line.contains("shared objects file (top)"), line);
        }
    }

    private static Program.Result withJava(String home) throws Exception {
        return Program.run("env", "JAVA_HOME=" + home, RunningAppliance.STIRRUP, "--version");
    }
}
