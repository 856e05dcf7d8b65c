package org.stirrup.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stirrup.testkit.net.FreePorts;

/**
 * A home whose appliance serves the loopback interface on ports that were free a moment ago, so that no root is needed
 * and two runs do not meet.
 */
final class TestHome {
    final Path folder;
    /** DHCP answers clients on the port after its own. */
    final int dhcp = FreePorts.run(2);

    final int tftp = FreePorts.one();
    final int ftp = FreePorts.one();
    final int http = FreePorts.one();
    final int admin = FreePorts.one();

    TestHome(Path folder) throws IOException {
        this.folder = folder;
        config("org.stirrup.net", "interfaces = lo");
        config("org.stirrup.dhcp", "port = " + dhcp);
        config("org.stirrup.dhcp.subnet-cli", "range = 127.0.0.100-127.0.0.200");
        config("org.stirrup.tftp", "port = " + tftp);
        config("org.stirrup.ftp", "port = " + ftp, "passivePorts = 0");
        config("org.stirrup.http", "port = " + http);
        config("org.stirrup.console", "port = " + admin);
        // What the loader would otherwise take from the system's packages, which may not be there.
        Files.createDirectories(folder.resolve("files"));
        Files.writeString(folder.resolve("files/pxelinux.0"), "a boot program");
        Files.writeString(folder.resolve("files/ldlinux.c32"), "its library");
    }

    void config(String pid, String... lines) throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Path fresh = Files.write(folder.resolve(pid + ".new"), List.of(lines));
        Files.move(
                fresh, etc.resolve(pid + ".cfg"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Path feature(String role) {
        return folder.resolve("features").resolve(role + ".feature.json");
    }

    /** Every file below, for comparing before with after. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(
                    all.map(path -> folder.relativize(path).toString()).sorted().toList());
        }
    }
}
