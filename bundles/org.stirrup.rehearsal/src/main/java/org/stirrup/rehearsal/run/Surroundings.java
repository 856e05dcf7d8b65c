package org.stirrup.rehearsal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.stirrup.api.rehearsal.Firmware;
import org.stirrup.api.rehearsal.Lack;
import org.stirrup.rehearsal.pc.VirtualPc;

/** What this machine lets a rehearsal have. */
final class Surroundings {
    private static final Path TUN = Path.of("/dev/net/tun");
    private static final long PATIENCE_SECONDS = 10;
    private static final String AS_ROOT =
            "start the appliance as root; in a container, give that one the rights to make namespaces and mounts";

    private Surroundings() {}

    static Map<Firmware, List<Lack>> lacks() {
        List<Lack> common = common();
        Map<Firmware, List<Lack>> lacks = new EnumMap<>(Firmware.class);
        for (Firmware firmware : Firmware.values()) {
            List<Lack> all = new ArrayList<>(common);
            all.addAll(VirtualPc.lacks(firmware));
            lacks.put(firmware, List.copyOf(all));
        }
        return lacks;
    }

    private static List<Lack> common() {
        List<Lack> lacks = new ArrayList<>();
        if (!Files.exists(TUN)) {
            lacks.add(new Lack("there is no " + TUN, "modprobe tun"));
        }
        if (!runs("ip", "-V")) {
            lacks.add(new Lack("the command ip is not installed", "apt install iproute2, or dnf install iproute"));
        }
        if (!runs("setpriv", "--version") || !runs("nsenter", "--version")) {
            lacks.add(new Lack(
                    "the commands setpriv, unshare and nsenter are not installed",
                    "apt install util-linux, or dnf install util-linux"));
        } else if (!runs("unshare", "--net", "--mount", "--", "true")) {
            lacks.add(new Lack("this appliance may not make network namespaces and mounts", AS_ROOT));
        }
        return lacks;
    }

    /** Whether a command that ends at once ends well. */
    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return ended && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Megabytes that programs could still have. */
    static long memory() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
            if (line.startsWith("MemAvailable:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10;
            }
        }
        return Long.MAX_VALUE;
    }
}
