package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.testkit.process.Program;

/** The state of a running appliance, moved to another home. */
class StateIT {
    private static final String MAC = "52:54:00:77:00:10";

    @TempDir
    Path folder;

    @Test
    void anApplianceMovesToAnotherHome() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        Path other = folder.resolve("other");
        Path state = folder.resolve("state.tar.gz");
        home.config("org.stirrup.menu.entry-tools", "kind = submenu", "title = Tools of ours");
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            appliance.awaitReady();
            Path list = Files.writeString(folder.resolve("hosts.csv"), "mac,name,image\n" + MAC + ",pc17,CentOS-7\n");
            assertEquals(
                    0, appliance.ask("sh", "hosts", "import", list.toString()).status());
            assertEquals(
                    0,
                    appliance
                            .ask("sh", "assign", "--group", "--boot", "never", "lab")
                            .status());
            Program.Result exported = appliance.ask("state", "export", state.toString());
            assertEquals(0, exported.status(), exported.errors());
            assertTrue(exported.text().contains(" are in " + state), exported.text());
            Program.Result refused = appliance.ask("state", "import", state.toString());
            assertEquals(1, refused.status());
            assertTrue(refused.errors().contains("in use by process"), refused.errors());
            assertEquals(0, appliance.terminate());
        }
        Program.Result imported = RunningAppliance.stirrup(other, "state", "import", state.toString());
        assertEquals(0, imported.status(), imported.errors());
        List<String> configured = configurations(home.folder);
        try (RunningAppliance appliance = RunningAppliance.serve(other)) {
            assertTrue(appliance.awaitReady().contains("tftp 127.0.0.1:" + home.tftp));
            assertTrue(appliance.ask("sh", "hosts", MAC).text().contains("pc17"));
            String assigned = appliance.ask("sh", "assign").text();
            assertTrue(assigned.contains(MAC + "  CentOS-7 once"), assigned);
            assertTrue(assigned.contains("group lab          never"), assigned);
            assertEquals(0, appliance.terminate());
        }
        assertEquals(configured, configurations(other), "each configuration once, and from the file in its own home");
    }

    /** Where configurations say that they came from, without the home. */
    private static List<String> configurations(Path home) throws Exception {
        try (Stream<Path> files = Files.walk(home.resolve("data/config"))) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> lines(file).filter(line -> line.startsWith("felix.fileinstall.filename")))
                    .map(line -> line.replace(home.toString(), "HOME"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
