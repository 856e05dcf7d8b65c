package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Loaders are taken away and brought back while PCs boot: no port closes, no transfer breaks. */
class HotSwapIT {
    /** The firmware that the example loader knows. */
    private static final List<String> EXAMPLE = List.of("-V", "StirrupExample:1", "-x", "0x5d:ff00");

    private static final String KERNEL = "pub/CentOS-7/images/pxeboot/vmlinuz";

    @Test
    void loaderRemovedAndBroughtBackUnderTransfers() throws Exception {
        try (Lab lab = Lab.open(1, "busybox", "curl", "ss", "tc", "qemu-system-x86_64")) {
            Appliance appliance = lab.appliance(
                    lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120", "--boot", "first");
            FirstBootIT.dropIso(lab, appliance);
            String pxe = lab.client("pxe", 0, "-");
            assertEquals(0, DhcpClient.ask(pxe, DhcpClient.PXE).status(), "with the loader a PXE client is served");
            String sockets = sockets(lab);

            // Two slow clients in the middle of their transfers: one of the loader's own program, one of the kernel.
            Transfer program = slow(lab, "slow1", 10, "64kbit", "pxelinux.0");
            Transfer kernel = slow(lab, "slow2", 11, "16mbit", KERNEL);
            appliance.await(0, "TRANSFER_START .*pxelinux.0");
            appliance.await(0, "TRANSFER_START .*vmlinuz");

            // Another loader would take its place.
            try (Stream<Path> others = Files.list(appliance.home.resolve("features"))) {
                for (Path other : others.filter(HotSwapIT::isOfAnotherLoader).toList()) {
                    int mark = appliance.log.mark();
                    Files.delete(other);
                    appliance.await(mark, other.getFileName() + " removed");
                }
            }
            Path feature = feature(appliance.home, "pxelinux");
            Path aside = lab.work.resolve(feature.getFileName());
            int removed = appliance.log.mark();
            Files.move(feature, aside);
            appliance.await(removed, "pxelinux.feature.json removed");
            assertNotEquals(0, DhcpClient.askInVain(pxe, DhcpClient.PXE).status(), "no loader, no misleading offer");
            appliance.await(removed, " NO_LOADER ");
            assertTrue(appliance.cli("status").text().toLowerCase().contains("loader"), "status names the lack");
            assertEquals(sockets, sockets(lab), "ports 67 and 69 are the very same sockets");
            assertEquals(
                    0,
                    DhcpClient.ask(lab.client("os", 0, "-"), List.of()).status(),
                    "an operating system still gets an address");

            int back = appliance.log.mark();
            Files.move(aside, feature);
            appliance.await(back, "pxelinux.feature.json installed");
            assertEquals(0, DhcpClient.ask(pxe, DhcpClient.PXE).status(), "served again");
            program.complete();
            kernel.complete();
            assertEquals(sockets, sockets(lab));

            VirtualPc pc = lab.pc("pc00");
            pc.awaitScreen("LAB-KERNEL");
            pc.switchOff();
        }
    }

    @Test
    void thirdPartyLoaderDroppedUpdatedAndRemoved() throws Exception {
        Path jar = Lab.DISTRIBUTION
                .resolve("../bundles/org.stirrup.loader.example/target/org.stirrup.loader.example-0.1.0-SNAPSHOT.jar")
                .normalize();
        try (Lab lab = Lab.open(1, "busybox", "curl", "ss", "tc")) {
            Appliance appliance =
                    lab.appliance(lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120");
            FirstBootIT.dropIso(lab, appliance);
            String sockets = sockets(lab);
            String strange = lab.client("strange", 0, "-");
            Transfer kernel = slow(lab, "slow", 11, "8mbit", KERNEL);

            assertNotEquals(0, DhcpClient.askInVain(strange, EXAMPLE).status(), "nobody knows this firmware");
            int mark = appliance.log.mark();
            Files.createDirectories(appliance.home.resolve("deploy"));
            drop(lab, jar, appliance.home.resolve("deploy/example.jar"));
            awaitLoader(appliance, "example", true);
            assertEquals(0, DhcpClient.ask(strange, EXAMPLE).status(), "the dropped loader serves it");
            appliance.await(mark, "OFFER .* by example");

            mark = appliance.log.mark();
            drop(lab, jar, appliance.home.resolve("deploy/example.jar"));
            appliance.await(mark, "example.jar: org.stirrup.loader.example .* in place of");
            awaitLoader(appliance, "example", true);
            assertEquals(0, DhcpClient.ask(strange, EXAMPLE).status(), "and after its update");

            Files.delete(appliance.home.resolve("deploy/example.jar"));
            awaitLoader(appliance, "example", false);
            assertNotEquals(0, DhcpClient.askInVain(strange, EXAMPLE).status(), "gone without a restart");
            assertEquals(sockets, sockets(lab), "ports 67 and 69 are the very same sockets");
            kernel.complete();
        }
    }

    /** Copied aside and renamed in, as a careful administrator does. */
    private static void drop(Lab lab, Path jar, Path target) throws IOException {
        Path aside = lab.work.resolve("aside.jar");
        Files.copy(jar, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(aside, java.nio.file.attribute.FileTime.from(java.time.Instant.now()));
        Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitLoader(Appliance appliance, String name, boolean there) throws InterruptedException {
        long deadline = System.nanoTime() + Output.PATIENCE.toNanos();
        String text;
        do {
            text = appliance.cli("sh", "loaders").ok().text();
            if (text.contains(name) == there) {
                return;
            }
        } while (System.nanoTime() < deadline);
        throw new AssertionError("loader " + name + (there ? " did not come: " : " did not go: ") + text);
    }

    private record Transfer(Lab lab, Process process, Output output, Path file, String path) {
        void complete() throws InterruptedException {
            output.whole();
            assertEquals(0, process.waitFor(), "transfer of " + path + ": " + output.lines());
            Path original = lab.work.resolve("original");
            if (path.equals(KERNEL)) {
                Command.run(
                                "xorriso",
                                "-osirrox",
                                "on",
                                "-indev",
                                Lab.iso().toString(),
                                "-extract",
                                "/images/pxeboot/vmlinuz",
                                original.toString())
                        .ok();
            } else {
                Command.run(
                                "sh",
                                "-c",
                                "cat /usr/lib/PXELINUX/pxelinux.0 2>/dev/null || cat /usr/share/syslinux/pxelinux.0")
                        .ok();
                original = Files.exists(Path.of("/usr/lib/PXELINUX/pxelinux.0"))
                        ? Path.of("/usr/lib/PXELINUX/pxelinux.0")
                        : Path.of("/usr/share/syslinux/pxelinux.0");
            }
            assertEquals(Command.sha256(original), Command.sha256(file), path + " arrived whole");
        }
    }

    /** A client whose cable is slow, in the middle of a TFTP transfer. */
    private static Transfer slow(Lab lab, String name, int host, String rate, String path) {
        String client = lab.client(name, 0, "192.168.77." + host + "/24");
        Command.run(
                        "tc",
                        "-n",
                        lab.namespace,
                        "qdisc",
                        "add",
                        "dev",
                        "c-" + name,
                        "root",
                        "tbf",
                        "rate",
                        rate,
                        "burst",
                        "4kb",
                        "latency",
                        "400ms")
                .ok();
        Path file = lab.work.resolve(name);
        Process process = lab.spawn(Command.inNamespace(
                client, "curl", "-sS", "--tftp-blksize", "1408", "-o", file.toString(), "tftp://192.168.77.1/" + path));
        return new Transfer(lab, process, new Output(process.getInputStream(), name), file, path);
    }

    private static String sockets(Lab lab) {
        return Command.run(Command.inNamespace(
                        lab.namespace,
                        "sh",
                        "-c",
                        "ss -Huane 'sport = :67 or sport = :69' | grep -o 'ino:[0-9]*' | sort"))
                .ok()
                .text();
    }

    private static boolean isOfAnotherLoader(Path feature) {
        return feature.getFileName().toString().matches("loader-(?!pxelinux\\.).*");
    }

    private static Path feature(Path home, String part) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("features"))) {
            return files.filter(file -> file.getFileName().toString().contains(part))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no feature file for " + part));
        }
    }
}
