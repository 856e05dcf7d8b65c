package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two DHCP servers are never there by accident: other people's servers that are there, come and go. */
class RogueGuardIT {
    private static final String RANGE = "192.168.77.100-192.168.77.120";
    private static final String ALARM = "another DHCP server answers on br0: 192.168.77.2 \\(([0-9a-f:]{17})\\)";

    @Test
    void oneThatIsThereKeepsTheAddressesUntilItIsGone() throws Exception {
        try (Lab lab = Lab.open(1, "busybox", "dnsmasq")) {
            String machine = OtherServer.machine(lab);
            OtherServer other = OtherServer.dnsmasq(lab, machine, "--no-ping");
            Appliance appliance = start(lab, "");
            String pc = lab.client("pc", 0, "-");

            String alarm = appliance.await(0, "WARNING .*" + ALARM);
            assertTrue(alarm.contains(hardware(machine)), alarm + " names another than " + hardware(machine));
            assertEquals("192.168.77.2", server(pc));
            Command.Result status = appliance.cli("status");
            assertTrue(status.text().contains("another DHCP server answers on br0: 192.168.77.2 ("), status.text());
            assertFalse(appliance.log.find(0, " OFFER | ACK ").isPresent(), "nobody was given an address");

            int mark = appliance.log.mark();
            other.stop();
            appliance.await(mark, "WARNING .*the DHCP server 192.168.77.2 .* is gone");
            assertFalse(appliance.cli("status").text().contains("another DHCP server"));
            assertEquals("192.168.77.1", server(pc));

            mark = appliance.log.mark();
            OtherServer.dnsmasq(lab, machine, "--no-ping");
            appliance.await(mark, "WARNING .*" + ALARM);
            assertEquals("192.168.77.2", server(lab.client("pc2", 0, "-")));
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    /** One answers the INFORM, one pings for a second before it offers, one answers at once. */
    @Test
    void everyMakeIsFoundBeforeTheFirstAnswer() throws Exception {
        try (Lab lab = Lab.open(1, "busybox", "dnsmasq", "dhcpd")) {
            String machine = OtherServer.machine(lab);
            for (String make : List.of("dnsmasq", "dhcpd", "udhcpd")) {
                OtherServer other =
                        switch (make) {
                            case "dnsmasq" -> OtherServer.dnsmasq(lab, machine);
                            case "dhcpd" -> OtherServer.dhcpd(lab, machine);
                            default -> OtherServer.udhcpd(lab, machine);
                        };
                Appliance appliance = start(lab, "otherServer=silent\n");
                // From the first moment there is a client that asks and asks.
                appliance.await(0, "WARNING .*" + ALARM + ": nobody new is answered here");
                assertNotEquals("192.168.77.1", server(lab.client(make, 0, "-")), make);
                assertFalse(appliance.log.find(0, " OFFER ").isPresent(), make);
                appliance.stop();
                other.stop();
            }
        }
    }

    @Test
    void whatTheAdministratorSaysCounts() throws Exception {
        try (Lab lab = Lab.open(1, "busybox", "dnsmasq")) {
            // Pings before it offers, so that who gives addresses beside it is always first.
            OtherServer.dnsmasq(lab, OtherServer.machine(lab));
            Appliance appliance = start(lab, "knownServers=192.168.77.2\n");
            String pc = lab.client("pc", 0, "-");
            assertEquals("192.168.77.1", server(pc));
            assertFalse(appliance.log.find(0, "another DHCP server").isPresent());

            Path config = appliance.home.resolve("etc/org.stirrup.dhcp.cfg");
            Files.writeString(config, "lookSeconds=1\n");
            appliance.await(0, "WARNING .*" + ALARM + ": no address is given here");
            assertNotEquals("192.168.77.1", server(pc));
            int mark = appliance.log.mark();
            Files.writeString(config, "lookSeconds=1\notherServer=serve\n");
            long deadline = System.nanoTime() + Output.PATIENCE.toNanos();
            String from = "";
            for (int i = 0; !from.equals("192.168.77.1") && System.nanoTime() < deadline; i++) {
                // A new machine each time: for one that the other server knows it does not ping, and may be first.
                from = server(lab.client("new" + i, 0, "-"));
            }
            assertEquals("192.168.77.1", from);
            assertTrue(appliance.cli("status").text().contains("addresses are given here"));
            assertFalse(appliance.log.find(mark, "NAK").isPresent());
        }
    }

    @Test
    void twoStirrupsOnOneLinkSeeEachOther() throws Exception {
        try (Lab lab = Lab.open(1, "busybox")) {
            Appliance first = start(lab, "");
            String pc = lab.client("pc", 0, "-");
            assertEquals("192.168.77.1", server(pc));

            Path home = Files.createDirectories(lab.work.resolve("second"));
            settings(home, "");
            String machine = OtherServer.machine(lab);
            Appliance second =
                    lab.appliance(machine, home, "--interface", "c0", "--range", "192.168.77.60-192.168.77.70");
            second.await(0, "WARNING .*another DHCP server answers on c0: 192.168.77.1 .*, a Stirrup: no address");
            assertEquals("192.168.77.1", server(lab.client("pc2", 0, "-")));
            assertFalse(second.log.find(0, " OFFER ").isPresent());
            assertFalse(first.log.find(0, "another DHCP server").isPresent(), "which gives no address is no other");

            int mark = second.log.mark();
            first.stop();
            second.await(mark, "192.168.77.1 .* is gone: addresses are given here");
            assertEquals("192.168.77.2", server(lab.client("pc3", 0, "-")));
        }
    }

    private static Appliance start(Lab lab, String settings) throws IOException {
        settings(lab.home(), settings);
        return lab.appliance(lab.home(), "--interface", "br0", "--range", RANGE);
    }

    private static void settings(Path home, String settings) throws IOException {
        Path etc = Files.createDirectories(home.resolve("etc"));
        Files.writeString(etc.resolve("org.stirrup.dhcp.cfg"), "lookSeconds=1\n" + settings);
    }

    /** Which server gives a client an address; nothing when none does. */
    private static String server(String client) {
        String text = DhcpClient.ask(client, List.of()).text();
        Matcher from = Pattern.compile("obtained from ([0-9.]+)").matcher(text);
        return from.find() ? from.group(1) : "";
    }

    private static String hardware(String machine) {
        return Command.run(Command.inNamespace(machine, "cat", "/sys/class/net/c0/address"))
                .ok()
                .text()
                .strip();
    }
}
