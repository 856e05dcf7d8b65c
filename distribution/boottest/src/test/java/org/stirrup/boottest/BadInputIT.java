package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people and networks do wrong: said where it is seen, and nothing is lost by it. */
class BadInputIT {
    @Test
    void halfCopiedIsoIsNamedAndPickedUpWhenWhole() throws Exception {
        try (Lab lab = Lab.open(1)) {
            Appliance appliance =
                    lab.appliance(lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120");
            Path target = appliance.home.resolve("images/half.iso");
            byte[] whole = Files.readAllBytes(Lab.iso());
            int mark = appliance.log.mark();
            try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
                file.write(whole, 0, whole.length / 2);
                appliance.await(mark, "half.iso.*bytes");
                file.write(whole, whole.length / 2, whole.length - whole.length / 2);
            }
            appliance.await(mark, "half.iso is .*shown under");
            mark = appliance.log.mark();
            Files.writeString(appliance.home.resolve("images/notes.iso"), "this is no image\n".repeat(5000));
            appliance.await(mark, "notes.iso");
            assertTrue(appliance.cli("check").text().contains("notes.iso"), "check names it too");
        }
    }

    @Test
    void wrongConfigurationIsRefusedAndTheLastGoodStays() throws Exception {
        try (Lab lab = Lab.open(1, "busybox")) {
            Path etc = Files.createDirectories(lab.home().resolve("etc"));
            Path subnet = etc.resolve("org.stirrup.dhcp.subnet-room.cfg");
            Files.writeString(subnet, "subnet=192.168.77.0/24\nrange=192.168.77.100-192.168.77.120\n");
            Appliance appliance = lab.appliance(lab.home(), "--interface", "br0");
            String pc = lab.client("pc", 0, "-");
            assertEquals(0, DhcpClient.ask(pc, List.of()).status());
            String[] wrong = {
                "subnet=192.168.77.0/24\nrange=192.168.77.100-192.168.78.120\n",
                "subnet=192.168.77.0/24\nrange=192.168.77.100-192.168.77.120, 192.168.77.110-192.168.77.130\n",
                "subnet=192.168.77.0/24\nrange=192.168.77.100-192.168.77.120\nrouters=192.168.77.400\n",
            };
            String[] named = {"range", "range", "routers"};
            for (int i = 0; i < wrong.length; i++) {
                int mark = appliance.log.mark();
                Files.writeString(subnet, wrong[i]);
                String line = appliance.await(mark, "org.stirrup.dhcp.subnet-room.cfg");
                assertTrue(line.contains(named[i]), line);
                assertEquals(
                        0,
                        DhcpClient.ask(pc, List.of()).status(),
                        "the last good configuration stays in force: " + wrong[i]);
                assertTrue(appliance.cli("status").text().contains(named[i]), "status shows it");
            }
            Command.Result check = appliance.cli("check");
            assertEquals(1, check.status(), check.text());
            assertTrue(check.text().contains("org.stirrup.dhcp.subnet-room.cfg"), check.text());
        }
    }

    @Test
    void portTakenSaysByWhomAndIsTakenWhenFree() throws Exception {
        try (Lab lab = Lab.open(1, "dnsmasq", "busybox")) {
            Process other = lab.spawn(Command.inNamespace(
                    lab.namespace,
                    "dnsmasq",
                    "-k",
                    "-C",
                    "/dev/null",
                    "--pid-file=",
                    "--user=root",
                    "--port=0",
                    "--interface=br0",
                    "--bind-dynamic",
                    "--no-ping",
                    "--log-facility=-",
                    "--dhcp-leasefile=" + lab.work + "/leases",
                    "--dhcp-range=192.168.77.200,192.168.77.210,1h"));
            new Output(other.getInputStream(), "dnsmasq").await(0, "DHCP");
            Appliance appliance =
                    lab.start(lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120");
            String line = appliance.await(0, "67.*dnsmasq|dnsmasq.*67");
            assertTrue(line.contains(Long.toString(other.pid())), line);
            assertTrue(appliance.log.find(0, "stirrup ready").isEmpty(), "not ready while a port is missing");
            other.destroy();
            appliance.await(0, "stirrup ready");
            assertEquals(0, DhcpClient.ask(lab.client("pc", 0, "-"), List.of()).status());
        }
    }

    @Test
    void garbageIsCountedAndHarmless() throws Exception {
        try (Lab lab = Lab.open(1, "busybox", "bash")) {
            Appliance appliance =
                    lab.appliance(lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120");
            String pc = lab.client("pc", 0, "192.168.77.9/24");
            String flood = "for i in $(seq 60); do head -c $((i * 9)) /dev/urandom > /dev/udp/192.168.77.1/67;"
                    + " head -c $((i * 9)) /dev/urandom > /dev/udp/192.168.77.1/69;"
                    + " printf '\\0\\1name-without-end' > /dev/udp/192.168.77.1/69; done";
            Command.run(Command.inNamespace(pc, "bash", "-c", flood)).ok();
            appliance.await(0, " DROP ");
            assertEquals(0, DhcpClient.ask(pc, List.of()).status());
            assertEquals(List.of(), appliance.exceptions());
        }
    }
}
