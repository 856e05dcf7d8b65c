package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.testkit.process.Program;

/** Hosts as a list, into the packed appliance, through a restart, and out again. */
class HostListIT {
    private static final String MAC = "52:54:00:77:00:10";

    @TempDir
    Path folder;

    @Test
    void aListGoesInAndComesOutAgain() throws Exception {
        TestHome home = new TestHome(folder.resolve("home"));
        Path list = folder.resolve("hosts.csv");
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            appliance.awaitReady();
            assertEquals(
                    "no machine has the MAC address " + MAC,
                    appliance.ask("sh", "clients", MAC).errors().strip());
            Files.writeString(list, "mac,name,groups\n" + MAC + ",pc17,west lab\n52:54:00:77:00:1g,,\n");
            Program.Result refused = appliance.ask("sh", "hosts", "import", list.toString());
            assertEquals(1, refused.status());
            assertTrue(refused.errors().contains("line 3, column mac: "), refused.errors());
            assertEquals(
                    "no machine was seen yet\n", appliance.ask("sh", "hosts").text());

            Files.writeString(list, "mac,name,groups\n" + MAC + ",pc17,west lab\n52:54:00:77:00:11,=1+1,\n");
            Program.Result taken = appliance.ask("sh", "hosts", "import", list.toString());
            assertEquals(
                    "2 hosts taken in from " + list + ": 2 new, 0 changed, 0 as they were\n",
                    taken.text(),
                    taken.errors());
            Program.Result assigned = appliance.ask("sh", "assign", "--answers", "kiosk", MAC, "CentOS-7");
            assertTrue(assigned.text().startsWith(MAC + " boots CentOS-7 once, answers kiosk"), assigned.errors());
            assertEquals(
                    0,
                    appliance
                            .ask("sh", "assign", "--group", "--boot", "never", "lab")
                            .status());
            assertEquals(
                    1,
                    appliance
                            .ask("sh", "assign", "00:00:00:00:00:00", "CentOS-7")
                            .status());
            assertEquals(
                    1, appliance.ask("sh", "reinstall", "00:00:00:00:00:00").status());
            assertEquals(
                    MAC + " is called pc18\n",
                    appliance.ask("sh", "name", MAC, "pc18").text());
            assertEquals(
                    MAC + " has 4.0 GB of memory\n",
                    appliance.ask("sh", "memory", MAC, "4G").text());
            assertEquals(0, appliance.terminate());
        }
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            appliance.awaitReady();
            assertEquals(
                    0, appliance.ask("sh", "hosts", "export", list.toString()).status());
            String text = Files.readString(list);
            assertTrue(text.contains(MAC + ",pc18,,,,,4G,lab west,discovered,,"), text);
            assertTrue(text.contains("52:54:00:77:00:11,'=1+1,"), text);
            assertTrue(appliance
                    .ask("sh", "hosts", "import", list.toString())
                    .text()
                    .endsWith(": 0 new, 0 changed, 2 as they were\n"));
            assertTrue(appliance.ask("sh", "hosts", MAC).text().contains(MAC + "  pc18"));
            assertTrue(appliance.ask("sh", "hosts", "--json", MAC).text().startsWith("{\"mac\": \"" + MAC));
            assertTrue(text.contains(",CentOS-7,once,kiosk"), text);
            String who = appliance.ask("sh", "assign").text();
            assertTrue(who.contains("group lab          never"), who);
            Path yaml = folder.resolve("hosts.yaml");
            Files.writeString(yaml, "- mac: " + MAC + "\n  boot: always\n  groups: [lab]\n");
            assertTrue(appliance
                    .ask("sh", "hosts", "import", yaml.toString())
                    .text()
                    .contains(" 1 changed, "));
            assertTrue(appliance.ask("sh", "assign").text().contains(MAC + "  CentOS-7 always, answers kiosk"));
        }
    }
}
