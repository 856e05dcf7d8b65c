package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole road: a bare PC installs from an ISO dropped into a folder, and then starts from its own disk. */
class FirstBootIT {
    private static final String MAC = "52:54:00:77:00:10";

    @Test
    void barePcInstallsAndThenStartsFromItsDisk() throws Exception {
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso")) {
            Appliance appliance = lab.appliance(
                    lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120", "--boot", "first");
            dropIso(lab, appliance);
            Path disk = lab.work.resolve("disk");
            try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(1), 64L << 20);
            }

            VirtualPc pc = lab.pc("pc00", "--disk", disk.toString());
            pc.awaitScreen("LAB-INSTALLED");
            assertTrue(pc.waitFor(VirtualPc.PATIENCE), "the installer switches the PC off");
            String screen = pc.screen();
            assertTrue(screen.contains("repo=ftp://192.168.77.1/pub/CentOS-7"), screen);
            assertTrue(screen.contains("BOOTIF=01-52-54-00-77-00-10"), "IPAPPEND 2 tells the installer its card");
            assertFalse(screen.contains("LAB-FAILED"), screen);

            // The journal tells the same story, in order.
            int at = 0;
            for (String step : new String[] {
                MAC + ".* DISCOVER ",
                MAC + ".* OFFER .*pxelinux.0",
                MAC + ".* ACK ",
                MAC + ".* TRANSFER_END .*pxelinux.0",
                MAC + ".* TRANSFER_END .*ldlinux.c32",
                MAC + ".* TRANSFER_END .*pxelinux.cfg/default",
                MAC + ".* TRANSFER_END .*images/pxeboot/vmlinuz",
                MAC + ".* TRANSFER_END .*images/pxeboot/initrd.img",
                MAC + ".* TRANSFER_END .*answers/CentOS-7/ks.cfg",
                MAC + ".* TRANSFER_END .*/.treeinfo",
                MAC + ".* TRANSFER_END .*a-large-package",
                MAC + ".* REPORT .*installed",
            }) {
                String line = appliance.log.await(at, step);
                at = appliance.log.lines().indexOf(line);
            }
            assertEquals(List.of(), appliance.exceptions());
            assertTrue(
                    secondsTo(appliance, MAC + ".* TRANSFER_START .*pxelinux.0")
                                    - secondsTo(appliance, MAC + ".* ACK .*pxelinux.0")
                            < 13,
                    "the ROM, which is iPXE, does not wait 13 seconds and more for an IPv6 router");

            // Nothing was copied or unpacked: the home holds the ISO and no second large file.
            try (var files = Files.walk(appliance.home)) {
                long large = files.filter(Files::isRegularFile)
                        .filter(file -> file.toFile().length() > 8 << 20)
                        .count();
                assertEquals(1, large, "only the ISO itself is large");
            }

            VirtualPc again = lab.pc("pc00", "--disk", disk.toString());
            again.awaitScreen("LAB-DISK booted from the local disk");
            again.switchOff();
            assertTrue(appliance.cli("status").ok().text().contains("stirrup"), "status answers");
        }
    }

    /** The time of day at which a line was written, in seconds. */
    private static int secondsTo(Appliance appliance, String regex) {
        return LocalTime.parse(appliance.log.await(0, regex).substring(0, 8)).toSecondOfDay();
    }

    static void dropIso(Lab lab, Appliance appliance) throws Exception {
        int mark = appliance.log.mark();
        Path slow = lab.work.resolve("home/images/.arriving");
        Files.copy(Lab.iso(), slow, StandardCopyOption.REPLACE_EXISTING);
        Files.move(slow, lab.work.resolve("home/images/lab.iso"));
        appliance.await(mark, "shown under");
    }
}
