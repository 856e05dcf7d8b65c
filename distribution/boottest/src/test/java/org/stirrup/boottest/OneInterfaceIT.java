package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only the links that were named are served; two of them from one process, each with its own addresses. */
class OneInterfaceIT {
    @Test
    void clientsOnOtherInterfacesGetNothing() throws Exception {
        try (Lab lab = Lab.open(2, "busybox", "curl")) {
            Appliance appliance =
                    lab.appliance(lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120");
            assertEquals(
                    0, DhcpClient.ask(lab.client("near", 0, "-"), List.of()).status());
            assertNotEquals(
                    0,
                    DhcpClient.askInVain(lab.client("far", 1, "-"), List.of()).status(),
                    "nobody answers on br1");
            assertEquals(
                    0,
                    appliance.log.lines().stream()
                            .filter(line -> line.contains("br1"))
                            .count());

            String other = lab.client("other", 1, "192.168.78.9/24");
            for (String url :
                    List.of("tftp://192.168.78.1/pxelinux.0", "ftp://192.168.78.1/", "http://192.168.78.1/")) {
                assertNotEquals(
                        0,
                        Command.run(Command.inNamespace(other, "curl", "-s", "--max-time", "3", url))
                                .status(),
                        url + " is not served on the other link");
            }
        }
    }

    @Test
    void twoLinksFromOneProcess() throws Exception {
        try (Lab lab = Lab.open(2, "busybox")) {
            Path etc = Files.createDirectories(lab.home().resolve("etc"));
            Files.writeString(etc.resolve("org.stirrup.dhcp.subnet-b.cfg"), "range=192.168.78.50-192.168.78.60\n");
            Appliance appliance =
                    lab.appliance(lab.home(), "--interface", "br0,br1", "--range", "192.168.77.100-192.168.77.120");
            Command.Result first = DhcpClient.ask(lab.client("near", 0, "-"), List.of());
            Command.Result second = DhcpClient.ask(lab.client("far", 1, "-"), List.of());
            assertTrue(first.ok().text().contains("192.168.77.1"), first.text());
            assertTrue(
                    second.ok().text().contains("192.168.78.5") || second.text().contains("192.168.78.60"),
                    second.text());
            assertTrue(
                    second.text().contains("from 192.168.78.1") || second.text().contains("server 192.168.78.1"),
                    second.text());
            appliance.stop();
        }
    }
}
