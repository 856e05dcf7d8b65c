package org.stirrup.lease.embedded.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.lease.Lease;
import org.stirrup.lease.embedded.file.LeaseFile;

/** Kills a process that writes leases, again and again, and looks for every lease that it was told was saved. */
class KilledTest {
    /** As often as one should want to see it with -Dstirrup.kills=100. */
    private static final int ROUNDS = Integer.getInteger("stirrup.kills", 15);

    private static final int THREADS = 8;

    /** Acknowledgements before the kill, at the most. */
    private static final int MOST = 1000;

    @TempDir
    Path folder;

    @Test
    void losesNoLeaseThatItConfirmed() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Path path = folder.resolve("leases.log");
        Map<String, Integer> confirmed = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            int before = confirmed.size();
            killAfter(random.nextInt(MOST), path, round, confirmed);
            String when = "round " + round + ", seed " + seed;
            assertTrue(confirmed.size() > before, when);
            assertAllThere(path, confirmed, when);
        }
    }

    /** @param confirmed address to the highest version that was confirmed; added to */
    private static void killAfter(int lines, Path path, int round, Map<String, Integer> confirmed) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        // So short that the log is made anew all the time.
                        "-Dstirrup.lease.log=20000",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeaseWriter.class.getName(),
                        path.toString(),
                        Integer.toString(round),
                        Integer.toString(THREADS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = writer.inputReader()) {
            for (int i = 0; i <= lines; i++) {
                String line = said.readLine();
                assertNotNull(line, "the writer ended by itself");
                note(line, confirmed);
            }
            // Not by Process.destroyForcibly, which also throws away what was said and not read yet.
            writer.toHandle().destroyForcibly();
            // What it said before it died was confirmed too; a last line without an end was not said.
            said.lines().filter(line -> line.endsWith(LeaseWriter.END)).forEach(line -> note(line, confirmed));
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    private static void note(String line, Map<String, Integer> confirmed) {
        String[] words = line.split(" ");
        confirmed.put(words[0], Integer.valueOf(words[1]));
    }

    private static void assertAllThere(Path path, Map<String, Integer> confirmed, String when) {
        LeaseFile.Opened opened = LeaseFile.open(path);
        LeaseFile.Opened.Ready ready =
                assertInstanceOf(LeaseFile.Opened.Ready.class, opened, when + ": " + opened.because());
        try (DurableLeases store = new DurableLeases("", ready)) {
            List<Lease> all = store.page(Optional.empty(), Integer.MAX_VALUE);
            Map<String, Integer> found = new HashMap<>();
            Set<Lease> byClient = new HashSet<>();
            for (Lease lease : all) {
                Integer doubled = found.put(lease.address().getHostAddress(), LeaseWriter.version(lease));
                assertEquals(null, doubled, when + ": two leases of " + lease.address());
                byClient.addAll(store.byClient(lease.client()));
            }
            assertEquals(all.size(), byClient.size(), when);
            confirmed.forEach((address, version) -> {
                Integer kept = found.get(address);
                assertNotNull(kept, when + ": " + address + " is lost");
                assertTrue(
                        kept.equals(version) || kept == version + 1,
                        when + ": " + address + " was confirmed at " + version + " and is at " + kept);
            });
            int unconfirmed = found.size() - confirmed.size();
            assertTrue(unconfirmed <= ROUNDS * THREADS, when + ": " + unconfirmed + " leases that nobody was told of");
        }
    }
}
