package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Debian's own installer from power-on to the first component that it fetches from the image: no key is pressed, the
 * answers are Stirrup's. The component is a stand-in that ends the installation there.
 */
class DebianInstallerIT {
    private static final String MAC = "52:54:00:77:00:10";

    @Test
    void theRealInstallerAsksNothingAndFetchesFromTheImage() throws Exception {
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso", "dpkg-deb", "cpio")) {
            Path etc = Files.createDirectories(lab.home().resolve("etc"));
            Files.writeString(
                    etc.resolve("org.stirrup.image.cfg"),
                    "arguments = console=ttyS0,115200n8 DEBIAN_FRONTEND=text TERM=dumb ipv6.disable=1\n");
            Files.writeString(
                    etc.resolve("org.stirrup.answers.cfg"),
                    "timezone = Europe/Berlin\nrootPasswordHash = $6$salt$" + "x".repeat(86) + "\n");
            Appliance appliance = lab.appliance(
                    lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120", "--boot", "first");
            int mark = appliance.log.mark();
            Files.move(iso(lab), lab.home().resolve("images/debian.iso"));
            appliance.await(mark, "shown under /pub/Debian-12.0.0");

            VirtualPc pc = lab.pc("pc00", "--memory", "1024");
            pc.awaitText("LAB-COMPONENT-RUNS", Duration.ofMinutes(15));
            assertTrue(pc.waitFor(VirtualPc.PATIENCE), "the component switches the PC off");
            String text = pc.text();
            for (String answer : List.of(
                    "mirror/http/hostname=192.168.77.1",
                    "mirror/http/directory=/pub/Debian-12.0.0",
                    "time/zone=Europe/Berlin",
                    "passwd/root-password-crypted=$6$salt$" + "x".repeat(86))) {
                assertTrue(text.contains("LAB-ANSWER " + answer), "answered " + answer + "; the screen:\n" + text);
            }

            int at = 0;
            for (String step : List.of(
                    "TRANSFER_END .*install.amd/vmlinuz",
                    "TRANSFER_END .*install.amd/initrd.gz",
                    "TRANSFER_END .*answers/Debian-12.0.0/preseed.cfg",
                    "REPORT .*started",
                    "TRANSFER_END .*dists/bookworm/Release",
                    "TRANSFER_END .*main/debian-installer/binary-amd64/Packages",
                    "TRANSFER_END .*lab-end_1.0_all.udeb")) {
                String line = appliance.log.await(at, MAC + ".* " + step);
                at = appliance.log.lines().indexOf(line);
            }
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    private static Path iso(Lab lab) {
        Path iso = lab.work.resolve("debian.iso");
        Path cache = Lab.DISTRIBUTION.resolve("boottest/target/debian-installer");
        Command.Result made = Command.run(
                Duration.ofMinutes(5),
                List.of(Lab.DISTRIBUTION.resolve("lab/debian-iso").toString(), iso.toString(), cache.toString()));
        Lab.require(made.status() == 0, "needs Debian's installer: " + made.text());
        return iso;
    }
}
