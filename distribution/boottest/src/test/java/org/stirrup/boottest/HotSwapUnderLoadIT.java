package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every bundle is replaced by a new version while twenty clients transfer and a probe asks each server fifty times a
 * second. Prints, and writes to target/hotswap.md, who was silent for how long and what was lost.
 */
class HotSwapUnderLoadIT {
    /** In this order, after all plugins. */
    private static final List<String> SERVERS = List.of(
            "org.stirrup.boot",
            "org.stirrup.lease",
            "org.stirrup.lease.embedded",
            "org.stirrup.tftp",
            "org.stirrup.ftp",
            "org.stirrup.http",
            "org.stirrup.dhcp");

    /** Whose classes others use, what is for people only, and a store that is not in use. */
    private static final Set<String> LEFT_ALONE = Set.of(
            "org.stirrup.api",
            "org.stirrup.net",
            "org.stirrup.iso9660",
            "org.stirrup.features",
            "org.stirrup.console",
            "org.stirrup.shell",
            "org.stirrup.health",
            "org.stirrup.lease.postgresql");

    private static final String TREE = "pub/CentOS-7/";
    private static final String LARGE =
            "Packages/a-large-package-with-a-name-longer-than-sixty-four-characters-1.2.3-4.el7_9.x86_64.rpm";
    private static final String KERNEL = "images/pxeboot/vmlinuz";

    /** Of a client's cable: a file takes from three seconds to a minute. */
    private static final String RATE = "4mbit";

    private static final int CLIENTS = 20;

    /** Between two swaps, so that what one does is not taken for the other's. */
    private static final long SETTLE_MILLIS = 1000;

    /** A client asks again after four seconds, give or take one (RFC 2131, section 4.1): nobody has to. */
    private static final long ASKS_AGAIN_MILLIS = 3000;

    private record Swap(String bundle, double dropped, double swapped, String said) {}

    @Test
    void everyBundleIsReplacedAndNoTransferFails() throws Exception {
        try (Lab lab = Lab.open(1, "curl", "tc", "xorriso", "python3")) {
            Path home = lab.home();
            Path files = Files.createDirectories(home.resolve("files"));
            Path small = random(files.resolve("probe.bin"), 300);
            Path medium = random(files.resolve("medium.bin"), 2 << 20);
            Path long1 = random(files.resolve("long.bin"), 24 << 20);
            Appliance appliance = lab.appliance(
                    home, "--interface", "br0", "--range", "192.168.77.100-192.168.77.199", "--boot", "first");
            FirstBootIT.dropIso(lab, appliance);
            Path large = extracted(lab, LARGE);
            Path kernel = extracted(lab, KERNEL);

            Downloads downloads = new Downloads(lab);
            List<String> urls = List.of("medium.bin", TREE + LARGE, "long.bin", TREE + KERNEL);
            List<Path> originals = List.of(medium, large, long1, kernel);
            for (int i = 0; i < CLIENTS; i++) {
                String protocol = List.of("tftp", "ftp", "http").get(i % 3);
                int file = i / 3 % urls.size();
                downloads.add(protocol + "://192.168.77.1/" + urls.get(file), RATE, originals.get(file));
            }
            Probe probe = new Probe(lab, small.getFileName().toString(), TREE + ".treeinfo");
            probe.awaitAll();
            Thread.sleep(SETTLE_MILLIS);

            List<Swap> swaps = new ArrayList<>();
            for (String bundle : bundles()) {
                swaps.add(swap(lab, appliance, bundle));
                Thread.sleep(SETTLE_MILLIS);
            }
            String status = appliance.cli("status").ok().text();
            double end = now();
            probe.end();
            List<Downloads.Result> results = downloads.end();

            String table = table(swaps, end, probe, results);
            System.out.println(table);
            Files.writeString(Lab.DISTRIBUTION.resolve("boottest/target/hotswap.md"), table);
            List<Downloads.Result> failed = Downloads.byFailure(results).get(true);
            assertEquals(List.of(), failed, "no transfer fails");
            for (Swap swap : swaps) {
                assertTrue(status.contains(swap.bundle() + " 0.2.0 in place of"), status);
                assertTrue(
                        Downloads.underWay(results, swap.swapped()) >= CLIENTS * 3 / 4,
                        "most clients were in the middle of a transfer at " + swap);
            }
            long silence = probe.between("dhcp", swaps.get(0).dropped(), end).silence();
            assertTrue(silence < ASKS_AGAIN_MILLIS, "DHCP was silent for " + silence + " ms");
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    private static List<String> bundles() throws IOException {
        List<String> bundles = new ArrayList<>();
        try (Stream<Path> folders = Files.list(BundleJar.SYSTEM)) {
            folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> !SERVERS.contains(name) && !LEFT_ALONE.contains(name))
                    .sorted()
                    .forEach(bundles::add);
        }
        bundles.addAll(SERVERS);
        return bundles;
    }

    private static Swap swap(Lab lab, Appliance appliance, String bundle) throws IOException {
        int mark = appliance.log.mark();
        BundleJar.of(bundle).version("0.2.0").drop(lab, appliance.home.resolve("deploy/" + bundle + ".jar"));
        double dropped = now();
        String said = appliance.await(mark, "deploy/" + bundle.replace(".", "\\.") + ".jar: .*");
        assertTrue(said.contains("serves in place of"), said);
        return new Swap(bundle, dropped, now(), said);
    }

    private static String table(List<Swap> swaps, double end, Probe probe, List<Downloads.Result> results) {
        StringBuilder text = new StringBuilder("| replaced | transfers under way | failed | refused |");
        Probe.PROTOCOLS.forEach(protocol -> text.append(' ').append(protocol).append(" |"));
        text.append("\n|---|---|---|---|").append("---|".repeat(Probe.PROTOCOLS.size()));
        for (int i = 0; i < swaps.size(); i++) {
            Swap swap = swaps.get(i);
            double from = swap.dropped();
            double to = i + 1 < swaps.size() ? swaps.get(i + 1).dropped() : end;
            List<Downloads.Result> ended = results.stream()
                    .filter(result -> result.ended() > from && result.ended() <= to)
                    .toList();
            text.append(String.format(
                    Locale.ROOT,
                    "%n| `%s` | %d | %d | %d |",
                    swap.bundle().substring("org.stirrup.".length()),
                    Downloads.underWay(results, swap.swapped()),
                    ended.stream().filter(Downloads.Result::failed).count(),
                    ended.stream().filter(Downloads.Result::refused).count()));
            for (String protocol : Probe.PROTOCOLS) {
                Probe.Silence silence = probe.between(protocol, from, to);
                text.append(
                        silence.lost() == 0
                                ? String.format(Locale.ROOT, " %d ms |", silence.silence())
                                : String.format(Locale.ROOT, " %d ms, %d lost |", silence.silence(), silence.lost()));
            }
        }
        String protocols = results.stream()
                .filter(result -> !result.failed() && !result.refused())
                .collect(Collectors.groupingBy(
                        result -> result.url().substring(0, result.url().indexOf(':')), Collectors.counting()))
                .toString();
        return text.append(String.format(Locale.ROOT, "%n%nWhole files in that time: %s.%n", protocols))
                .toString();
    }

    private static double now() {
        return System.currentTimeMillis() / 1000.0;
    }

    private static Path random(Path file, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(file, bytes);
    }

    private static Path extracted(Lab lab, String path) {
        Path file = lab.work.resolve(Path.of(path).getFileName());
        Command.run(List.of(
                        "xorriso",
                        "-osirrox",
                        "on",
                        "-indev",
                        Lab.iso().toString(),
                        "-extract",
                        "/" + path,
                        file.toString()))
                .ok();
        return file;
    }
}
