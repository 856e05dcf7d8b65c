package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A complete unattended installation of Debian 12, from power-on with an empty disk to the login prompt of the system on
 * that disk. It takes about half an hour in software emulation, so {@code distribution/test --full} alone runs it.
 * Of the installer's components some are stand-ins: {@code lab/debian-pool} names them.
 */
class DebianInstallationIT {
    private static final String MAC = "52:54:00:77:00:10";

    /** What the installer shows whenever it asks something, or tells something that a person has to confirm. */
    private static final String QUESTION = "Prompt: '\\?'|\\[Press enter to continue\\]";

    @BeforeEach
    void onlyWhenAskedFor() {
        Lab.require(
                Boolean.getBoolean("stirrup.full"), "takes half an hour and more: distribution/test --full runs it");
    }

    @Test
    void anEmptyDiskBecomesADebianThatStartsFromIt() throws Exception {
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso", "dpkg-deb", "cpio", "ssh", "ssh-keygen")) {
            Path key = lab.work.resolve("key");
            Command.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                    .ok();
            String publicKey = Files.readString(Path.of(key + ".pub")).strip();
            Appliance appliance = appliance(lab, "", "sshKeys = " + publicKey + "\n");
            Path disk = emptyDisk(lab);

            long on = System.nanoTime();
            VirtualPc pc = lab.pc("pc00", "--memory", "1024", "--disk", disk.toString());
            untouched(pc, Duration.ofMinutes(100));
            say("from power-on to the end of the installation", on);
            steps(
                    appliance,
                    "TRANSFER_END .*install.amd/initrd.gz",
                    "TRANSFER_END .*answers/Debian-12.0.0/preseed.cfg",
                    "REPORT .*started",
                    "TRANSFER_END .*dists/bookworm/Release",
                    "TRANSFER_END .*pool/base-installer_.*\\(http\\)",
                    "TRANSFER_END .*pool/libc6_.*\\(http\\)",
                    "TRANSFER_END .*pool/linux-image-.*\\(http\\)",
                    "TRANSFER_END .*pool/openssh-server_.*\\(http\\)",
                    "TRANSFER_END .*pool/grub-pc_.*\\(http\\)",
                    "REPORT .*installed");

            int mark = appliance.log.mark();
            long again = System.nanoTime();
            VirtualPc installed = lab.pc("pc00", "--memory", "1024", "--disk", disk.toString());
            installed.awaitText("pc-525400770010 login:", Duration.ofMinutes(10));
            say("from power-on to the login prompt of the system on the disk", again);
            assertFalse(
                    appliance.log.find(mark, MAC + ".* TRANSFER_.*vmlinuz").isPresent(),
                    "starts from its disk and not from the network");

            // Its own DHCP client names itself otherwise than the firmware did, and so has an address of its own.
            String asks = appliance.log.await(mark, MAC + ".* REQUEST .*pc-525400770010");
            String address = appliance
                    .log
                    .await(appliance.log.lines().indexOf(asks), MAC + "  ACK ")
                    .replaceFirst(".*  ACK  ([0-9.]+).*", "$1");
            String system = logIn(lab, key, address);
            assertTrue(system.contains("HOST pc-525400770010"), system);
            assertTrue(system.contains("ROOT /dev/vda1"), system);
            assertTrue(system.contains("ZONE Europe/Berlin"), system);
            assertTrue(
                    system.contains("deb [trusted=yes] http://192.168.77.1/pub/Debian-12.0.0 bookworm main"), system);
            assertFalse(system.contains("00unsigned"), "apt trusts nothing else without a signature: " + system);
            assertTrue(system.contains("APT works"), system);
            installed.switchOff();
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    @Test
    void theInstallerFetchesByFtpWhereThatIsAsked() throws Exception {
        try (Lab lab = Lab.open(1, "qemu-system-x86_64", "xorriso", "dpkg-deb", "cpio")) {
            Appliance appliance = appliance(lab, "protocol = ftp\n", "");
            Path disk = emptyDisk(lab);
            VirtualPc pc = lab.pc("pc00", "--memory", "1024", "--disk", disk.toString());
            pc.awaitText("Installing the base system|" + QUESTION, Duration.ofMinutes(20));
            for (String step : List.of("Packages", "base-installer_.*", "libc6_.*")) {
                appliance.log.await(0, MAC + ".* TRANSFER_END .*" + step + " .*\\(ftp\\)", Duration.ofMinutes(10));
            }
            asksNothing(pc.text());
            pc.switchOff();
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    private static Appliance appliance(Lab lab, String images, String answers) throws Exception {
        Path etc = Files.createDirectories(lab.home().resolve("etc"));
        Files.writeString(
                etc.resolve("org.stirrup.image.cfg"),
                images + "arguments = console=ttyS0,115200n8 DEBIAN_FRONTEND=text TERM=dumb ipv6.disable=1\n");
        Files.writeString(etc.resolve("org.stirrup.answers.cfg"), "timezone = Europe/Berlin\n" + answers);
        Path iso = lab.work.resolve("debian.iso");
        Path cache = Lab.DISTRIBUTION.resolve("boottest/target/debian-installer");
        Command.Result made = Command.run(
                Duration.ofMinutes(15),
                List.of(
                        Lab.DISTRIBUTION.resolve("lab/debian-iso").toString(),
                        "--full",
                        iso.toString(),
                        cache.toString()));
        Lab.require(made.status() == 0, "needs Debian's installer and packages: " + made.text());
        Appliance appliance = lab.appliance(
                lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120", "--boot", "first");
        int mark = appliance.log.mark();
        Files.move(iso, lab.home().resolve("images/debian.iso"));
        appliance.await(mark, "shown under /pub/Debian-12.0.0");
        return appliance;
    }

    private static Path emptyDisk(Lab lab) throws IOException {
        Path disk = lab.work.resolve("disk");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        return disk;
    }

    /** Waits until the installer restarts the PC, which this one does by switching itself off; fails when it asks anything. */
    private static void untouched(VirtualPc pc, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean off = false;
        while (!off && System.nanoTime() < deadline) {
            off = pc.waitFor(Duration.ofSeconds(2));
            asksNothing(pc.text());
        }
        assertTrue(off, () -> "not done in " + limit.toMinutes() + " minutes:\n" + last(pc.text()));
    }

    private static void asksNothing(String text) {
        assertFalse(Pattern.compile(QUESTION).matcher(text).find(), () -> "the installer asks:\n" + last(text));
    }

    private static String last(String text) {
        return text.substring(Math.max(0, text.length() - 2000));
    }

    private static void steps(Appliance appliance, String... steps) {
        int at = 0;
        for (String step : steps) {
            String line = appliance.log.await(at, MAC + ".* " + step);
            at = appliance.log.lines().indexOf(line);
        }
    }

    /** Logs in as root with the key that the answers brought. */
    private static String logIn(Lab lab, Path key, String address) throws InterruptedException {
        List<String> command = Command.inNamespace(
                lab.namespace,
                "ssh",
                "-i",
                key.toString(),
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "ConnectTimeout=60",
                "root@" + address,
                "echo HOST $(hostname); echo ROOT $(findmnt -no SOURCE /); echo ZONE $(cat /etc/timezone);"
                        + " cat /etc/apt/sources.list; ls /etc/apt/apt.conf.d; apt-get -q update && echo APT works");
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (true) {
            Command.Result result = Command.run(Duration.ofMinutes(3), command);
            if (result.status() == 0 || System.nanoTime() > deadline) {
                return result.ok().text();
            }
            Thread.sleep(1000);
        }
    }

    private static void say(String what, long since) {
        System.out.println("full installation: " + (System.nanoTime() - since) / 1_000_000_000L + " s " + what);
    }
}
