package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Somebody else's DHCPv6 server on the link, and somebody else's client: dnsmasq and ISC dhclient. */
class Ipv6GuardIT {
    private static final String ALARM = "another DHCPv6 server answers on br0: fe80::";

    @Test
    void anotherServerIsFoundBeforeTheFirstAnswerAndItsEndToo() throws Exception {
        try (Lab lab = Lab.open(1, "dhclient", "dnsmasq")) {
            lab.ipv6("br0", "fd77::1/64");
            String machine = OtherServer.machine(lab);
            ipv6(machine, "fd77::2/64");
            OtherServer other = OtherServer.dnsmasq6(lab, machine);
            String pc = lab.client("pc", 0, "-");
            String mac = Command.run(Command.inNamespace(pc, "cat", "/sys/class/net/c0/address"))
                    .ok()
                    .text()
                    .strip();
            Path etc = Files.createDirectories(lab.home().resolve("etc"));
            Files.writeString(
                    etc.resolve("org.stirrup.dhcp6.cfg"),
                    "answer = everybody\nlookSeconds = 1\nreservations = " + mac + "=fd77::50\n");
            Appliance appliance =
                    lab.appliance(lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120");
            appliance.await(0, "WARNING .*" + ALARM);
            assertTrue(address(lab, pc).startsWith("fd77::1"), "the other server's");
            assertTrue(appliance.cli("status").text().contains(ALARM), "and it is told where people look");
            assertFalse(appliance.log.find(0, " OFFER | ACK ").isPresent());

            int mark = appliance.log.mark();
            other.stop();
            appliance.await(mark, "WARNING .*the DHCPv6 server fe80::.* is gone");
            assertEquals("fd77::50", address(lab, pc));
            assertFalse(appliance.cli("status").text().contains(ALARM));
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    /** Without waiting for whoever else may have the address. */
    private static void ipv6(String namespace, String address) {
        Command.run(Command.inNamespace(namespace, "ip", "address", "add", address, "dev", "c0", "nodad"))
                .ok();
    }

    /** What ISC dhclient is given by DHCPv6, as a new client each time. */
    private static String address(Lab lab, String client) throws Exception {
        Path leases = Files.createTempFile(lab.work, "dhclient6", ".leases");
        Command.run(Command.inNamespace(
                client,
                "timeout",
                "60",
                "dhclient",
                "-6",
                "-1",
                "-v",
                "-sf",
                "/bin/true",
                "-lf",
                leases.toString(),
                "-pf",
                leases + ".pid",
                "c0"));
        Matcher given = Pattern.compile("iaaddr ([0-9a-f:]+)").matcher(Files.readString(leases));
        assertTrue(given.find(), Files.readString(leases));
        Path pid = Path.of(leases + ".pid");
        if (Files.exists(pid)) {
            Command.run("kill", Files.readString(pid).strip()).ok();
        }
        return given.group(1);
    }
}
