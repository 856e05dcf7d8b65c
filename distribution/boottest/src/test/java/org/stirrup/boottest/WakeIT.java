package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A machine's own link hears its magic packet, and no other link does. */
class WakeIT {
    @Test
    void theMagicPacketStaysOnItsLink() throws Exception {
        try (Lab lab = Lab.open(2, "socat")) {
            Appliance appliance =
                    lab.appliance(lab.home(), "--interface", "br0,br1", "--range", "192.168.77.100-192.168.77.120");
            Path near = listening(lab, lab.client("near", 0, "192.168.77.9/24"), "near");
            Path far = listening(lab, lab.client("far", 1, "192.168.78.9/24"), "far");
            wake(appliance, "br0", "52:54:00:77:00:10");
            assertEquals("ffffffffffff" + "525400770010".repeat(16), heard(near));
            // The first that the other link hears is the one that was meant for it.
            wake(appliance, "br1", "52:54:00:77:00:11");
            assertEquals("ffffffffffff" + "525400770011".repeat(16), heard(far));
            assertEquals("ffffffffffff" + "525400770010".repeat(16), heard(near));
            appliance.await(0, "WAKE .*a magic packet on br1");
        }
    }

    private static void wake(Appliance appliance, String link, String mac) {
        String said = appliance.cli("sh", "wake", "--link", link, mac).ok().text();
        assertEquals(mac + " was sent a magic packet on " + link, said.strip());
    }

    /** @return the file that all datagrams to port 9 are written to */
    private static Path listening(Lab lab, String machine, String name) throws Exception {
        Path file = lab.work.resolve(name + ".packet");
        lab.spawn(Command.inNamespace(machine, "socat", "-u", "UDP4-RECV:9", "CREATE:" + file));
        long end = System.nanoTime() + Output.PATIENCE.toNanos();
        while (Command.run(Command.inNamespace(machine, "grep", "-q", ":0009 ", "/proc/net/udp"))
                        .status()
                != 0) {
            ended(end, "nobody listens in " + machine);
        }
        return file;
    }

    private static String heard(Path file) throws Exception {
        long end = System.nanoTime() + Output.PATIENCE.toNanos();
        while (!Files.exists(file) || Files.size(file) == 0) {
            ended(end, "nothing was heard: " + file);
        }
        return HexFormat.of().formatHex(Files.readAllBytes(file));
    }

    private static void ended(long end, String what) throws InterruptedException {
        if (System.nanoTime() > end) {
            throw new AssertionError(what);
        }
        Thread.sleep(50);
    }
}
