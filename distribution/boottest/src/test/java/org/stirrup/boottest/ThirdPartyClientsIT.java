package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that others wrote, against the packed appliance: an address, and the same bytes by every protocol. */
class ThirdPartyClientsIT {
    private static final String LARGE =
            "Packages/a-large-package-with-a-name-longer-than-sixty-four-characters-1.2.3-4.el7_9.x86_64.rpm";

    @Test
    void addressesAndFiles() throws Exception {
        try (Lab lab = Lab.open(1, "dhclient", "busybox", "tftp", "atftp", "curl", "lftp", "xorriso")) {
            Appliance appliance =
                    lab.appliance(lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120");
            FirstBootIT.dropIso(lab, appliance);
            Path tree = lab.work.resolve("tree");
            Command.run("xorriso", "-osirrox", "on", "-indev", Lab.iso().toString(), "-extract", "/", tree.toString())
                    .ok();
            Command.run("chmod", "-R", "u+w", tree.toString()).ok();
            String pc = lab.client("pc", 0, "-");

            String dhclient = in(
                            pc,
                            "dhclient",
                            "-v",
                            "-1",
                            "-sf",
                            "/bin/true",
                            "-lf",
                            lab.work + "/dhclient.leases",
                            "-pf",
                            lab.work + "/dhclient.pid",
                            "-cf",
                            "/dev/null",
                            "c0")
                    .text();
            assertTrue(dhclient.contains("bound to 192.168.77.1"), dhclient);
            assertTrue(in(
                            pc,
                            "busybox",
                            "udhcpc",
                            "-f",
                            "-n",
                            "-q",
                            "-B",
                            "-i",
                            "c0",
                            "-s",
                            "/bin/true",
                            "-t",
                            "60",
                            "-T",
                            "1")
                    .text()
                    .contains("obtained"));
            Command.run("ip", "-n", pc, "address", "add", "192.168.77.9/24", "dev", "c0")
                    .ok();

            String base = "pub/CentOS-7/";
            String large = Command.sha256(tree.resolve(LARGE));
            Path got = lab.work.resolve("got");
            for (List<String> client : List.of(
                    List.of("curl", "-sS", "-o", got + "", "ftp://192.168.77.1/" + base + LARGE),
                    List.of("curl", "-sS", "--disable-epsv", "-o", got + "", "ftp://192.168.77.1/" + base + LARGE),
                    List.of("curl", "-sS", "--ftp-port", "-", "-o", got + "", "ftp://192.168.77.1/" + base + LARGE),
                    List.of("curl", "-sS", "-o", got + "", "http://192.168.77.1/" + base + LARGE),
                    List.of(
                            "curl",
                            "-sS",
                            "--tftp-blksize",
                            "1428",
                            "-o",
                            got + "",
                            "tftp://192.168.77.1/" + base + LARGE),
                    // 65,536 blocks of 512 bytes: the block number wraps, and the last block is empty
                    List.of(
                            "curl",
                            "-sS",
                            "--tftp-blksize",
                            "512",
                            "-o",
                            got + "",
                            "tftp://192.168.77.1/" + base + LARGE),
                    List.of("tftp", "-m", "binary", "192.168.77.1", "-c", "get", base + LARGE, got + ""),
                    List.of(
                            "atftp",
                            "--option",
                            "windowsize 8",
                            "--option",
                            "blksize 1428",
                            "--get",
                            "-r",
                            base + LARGE,
                            "-l",
                            got + "",
                            "192.168.77.1"),
                    List.of(
                            "busybox",
                            "tftp",
                            "-g",
                            "-b",
                            "1428",
                            "-r",
                            base + LARGE,
                            "-l",
                            got + "",
                            "192.168.77.1"))) {
                Files.deleteIfExists(got);
                in(pc, client.toArray(String[]::new)).ok();
                assertEquals(large, Command.sha256(got), client.toString());
            }
            for (String url : List.of("ftp://192.168.77.1/", "http://192.168.77.1/")) {
                Files.deleteIfExists(got);
                in(pc, "curl", "-sS", "-r", "1000000-1999999", "-o", got + "", url + base + LARGE)
                        .ok();
                assertEquals(1_000_000, Files.size(got), url);
                assertEquals(
                        0,
                        Command.run("cmp", "-i", "1000000:0", "-n", "1000000", tree.resolve(LARGE) + "", got + "")
                                .status(),
                        url);
            }
            // The whole tree by two foreign mirrors of a listing: names, sizes and bytes are the ISO's.
            Path mirror = lab.work.resolve("mirror");
            in(pc, "lftp", "-c", "set net:timeout 60; mirror --parallel=4 ftp://192.168.77.1/" + base + " " + mirror)
                    .ok();
            Command.run("diff", "-r", tree + "", mirror + "").ok();

            // Nothing may be written, nothing outside is shown.
            assertNotEquals(
                    0,
                    in(pc, "curl", "-sS", "-T", "/etc/hostname", "ftp://192.168.77.1/hostname")
                            .status());
            String put = in(pc, "tftp", "-m", "binary", "192.168.77.1", "-c", "put", "/etc/hostname", "hostname")
                    .text();
            assertTrue(put.toLowerCase().contains("error") || put.toLowerCase().contains("denied"), put);
            assertNotEquals(
                    "200",
                    in(
                                    pc,
                                    "curl",
                                    "-s",
                                    "-o",
                                    "/dev/null",
                                    "-w",
                                    "%{http_code}",
                                    "-X",
                                    "PUT",
                                    "-d",
                                    "x",
                                    "http://192.168.77.1/hostname")
                            .text());
            for (String url : List.of(
                    "tftp://192.168.77.1/../../../../../../etc/passwd",
                    "http://192.168.77.1/../../../../../../etc/passwd",
                    "http://192.168.77.1/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                    "http://192.168.77.1/..%5c..%5cetc/passwd",
                    "ftp://192.168.77.1/../../../../../../etc/passwd",
                    "ftp://192.168.77.1/%2e%2e/%2e%2e/%2e%2e/etc/passwd")) {
                String text = in(pc, "curl", "-s", "--max-time", "5", "--path-as-is", url)
                        .text();
                assertTrue(!text.contains("root:"), url + " leads out of the tree");
            }
            assertEquals(
                    large,
                    Command.sha256(follow(pc, got, "tftp://192.168.77.1//" + base + LARGE)),
                    "a leading slash is the root");
            assertTrue(Files.list(appliance.home.resolve("files")).findAny().isEmpty(), "nothing was written");
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    private static Path follow(String pc, Path got, String url) throws Exception {
        Files.deleteIfExists(got);
        in(pc, "curl", "-sS", "--tftp-blksize", "1428", "-o", got + "", url).ok();
        return got;
    }

    private static Command.Result in(String namespace, String... command) {
        return Command.run(Command.inNamespace(namespace, command));
    }
}
