package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.testkit.process.Program;

/** {@code check --etc DIR}: which machines another configuration would answer differently. */
class OtherConfigurationIT {
    private static final String SUBNET = "org.stirrup.dhcp.subnet-cli.cfg";
    private static final String LEASED = "52:54:00:77:00:21";
    private static final Map<Integer, String> SYSTEM = Map.of(55, "0103060f");

    @TempDir
    Path folder;

    /** A copy of the home's configuration with this in place of its subnet. */
    private Path etc(TestHome home, String name, String... subnet) throws Exception {
        Path etc = Files.createDirectories(folder.resolve(name));
        for (String file : home.folder.resolve("etc").toFile().list()) {
            Files.copy(home.folder.resolve("etc").resolve(file), etc.resolve(file));
        }
        Files.write(etc.resolve(SUBNET), List.of(subnet));
        return etc;
    }

    private static List<String> block(Program.Result told, String machine) {
        List<String> lines = told.text().lines().toList();
        int at = 0;
        while (at < lines.size() && !lines.get(at).startsWith(machine)) {
            at++;
        }
        int end = Math.min(at + 1, lines.size());
        while (end < lines.size() && lines.get(end).startsWith("  ")) {
            end++;
        }
        return lines.subList(Math.min(at, lines.size()), end).stream()
                .map(line -> line.replaceAll("\\s+", " "))
                .toList();
    }

    @Test
    void machinesThatWouldBeAnsweredDifferentlyAreToldWhileTheApplianceRuns() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        String range = "range = 127.0.0.100-127.0.0.200";
        String kept =
                "reservations = 52:54:00:77:00:10=127.0.0.50,pc10; uuid:11223344-5566-7788-99aa-bbccddeeff00=127.0.0.51";
        home.config("org.stirrup.dhcp.subnet-cli", range, kept);
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            appliance.awaitReady();
            String leased;
            try (RelayedClient client = new RelayedClient(LEASED.replace(":", ""), "127.0.0.9", home.dhcp)) {
                leased = client.boot(SYSTEM).address();
            }
            assertEquals("127.0.0.100", leased);
            List<String> before = home.files();

            Program.Result same = appliance.ask(
                    "check", "--etc", etc(home, "same", range, kept).toString());
            assertEquals(0, same.status(), same.text() + same.errors());
            assertTrue(same.text().endsWith("\n3 known, 0 answered differently\n"), same.text());

            Path other = etc(
                    home,
                    "other",
                    "range = 127.0.0.150-127.0.0.200",
                    "routers = 127.0.0.1",
                    kept.replace("127.0.0.50", "127.0.0.60"));
            Program.Result told = appliance.ask("check", "--etc", other.toString());
            assertEquals(5, told.status(), told.text() + told.errors());
            assertEquals("", told.errors());
            assertEquals(
                    List.of(
                            "52:54:00:77:00:10 (pc10) as bios, uefi, os at 127.0.0.50, 127.0.0.60",
                            " - yiaddr 127.0.0.50",
                            " + yiaddr 127.0.0.60",
                            " + 3 routers 127.0.0.1"),
                    block(told, "52:54:00:77:00:10"));
            assertEquals(
                    List.of(
                            "uuid:11223344-5566-7788-99aa-bbccddeeff00 as bios, uefi, os at 127.0.0.51",
                            " + 3 routers 127.0.0.1"),
                    block(told, "uuid:"));
            assertTrue(
                    block(told, LEASED + " as os").contains(" + yiaddr 127.0.0.150"),
                    "it asks anew, and gets one of the other range\n" + told.text());
            List<String> renewal = block(told, LEASED + " as renews");
            assertTrue(renewal.contains(" - yiaddr 127.0.0.100"), told.text());
            assertTrue(
                    renewal.stream().anyMatch(line -> line.startsWith(" + reply NAK ")),
                    "it would lose the address that it has\n" + told.text());
            assertTrue(told.text().endsWith("\n3 known, 3 answered differently\n"), told.text());

            Program.Result json = appliance.ask("check", "--etc", other.toString(), "--json");
            assertEquals(5, json.status(), json.text() + json.errors());
            assertTrue(
                    json.text()
                            .lines()
                            .anyMatch(line -> line.startsWith("{\"inquiry\": \"os 127.0.0.50 52:54:00:77:00:10\"")
                                    && line.contains("\"after\": {\"yiaddr\": \"127.0.0.60\"")),
                    json.text());
            assertTrue(json.errors().contains("0 errors"), json.errors());

            Program.Result shown = appliance.ask("sh", "replies");
            assertTrue(shown.text().contains("renews"), shown.text());
            assertEquals(before, home.files(), "nothing is left of it");
        }
    }

    @Test
    void anErrorInTheOtherConfigurationIsToldWithItsFile() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        Path etc = etc(home, "wrong", "range = 127.0.0.9-127.0.0.3");
        Program.Result told = RunningAppliance.stirrup(home.folder, "check", "--etc", etc.toString());
        assertEquals(1, told.status(), told.text() + told.errors());
        assertTrue(told.text().contains(etc.resolve(SUBNET).toString()), told.text());

        Path empty = Files.createDirectories(folder.resolve("empty"));
        Program.Result nothing = RunningAppliance.stirrup(home.folder, "check", "--etc", empty.toString());
        assertEquals(1, nothing.status(), nothing.text());
        assertTrue(nothing.errors().contains("has no configuration files"), nothing.errors());
    }
}
