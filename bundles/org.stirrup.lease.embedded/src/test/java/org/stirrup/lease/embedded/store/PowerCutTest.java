package org.stirrup.lease.embedded.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.lease.embedded.file.FaultyDisk;
import org.stirrup.lease.embedded.file.LeaseFile;
import org.stirrup.lease.embedded.file.PowerCuts;
import org.stirrup.testkit.lease.Leases;

/** Takes the power away at every possible kind of moment and looks for every lease that was confirmed before. */
class PowerCutTest {
    private static final int CHANGES = 600;

    private static final int ADDRESSES = 150;

    @TempDir
    Path folder;

    @Test
    void losesNoLeaseThatItConfirmed() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, Integer> confirmed = new ConcurrentHashMap<>();
        PowerCuts cuts = new PowerCuts(new Random(seed), 0.1, () -> confirmed);
        Path path = folder.resolve("leases.log");
        // What is watched is the log once it has its name; it has not when it is made.
        ((LeaseFile.Opened.Ready) LeaseFile.open(path)).file().close();
        FaultyDisk disk = new FaultyDisk();
        disk.setWatch(cuts);
        LeaseFile.Opened.Ready ready = assertInstanceOf(LeaseFile.Opened.Ready.class, disk.open(path));
        try (DurableLeases store = new DurableLeases("", ready)) {
            for (int i = 0; i < CHANGES; i++) {
                change(store, random.nextInt(ADDRESSES), confirmed);
            }
        }
        assertFalse(cuts.cuts().isEmpty());
        for (PowerCuts.Cut cut : cuts.cuts()) {
            for (int i = 0; i < 4; i++) {
                assertAllThere(cuts.remains(cut), cut.confirmed(), "seed " + seed);
            }
        }
    }

    private static void change(DurableLeases store, int number, Map<String, Integer> confirmed)
            throws LeaseStoreException {
        String address = Leases.address(number).getHostAddress();
        Integer version = confirmed.get(address);
        Lease next = Leases.bound(
                Leases.address(number), number, Leases.NOON.plusSeconds(version == null ? 0 : version + 1));
        if (version == null) {
            assertTrue(store.insert(next));
        } else {
            assertTrue(store.replace(
                    Leases.bound(Leases.address(number), number, Leases.NOON.plusSeconds(version)), next));
        }
        confirmed.put(address, LeaseWriter.version(next));
    }

    private void assertAllThere(byte[] remains, Map<String, Integer> confirmed, String when) throws Exception {
        Path path = Files.write(folder.resolve("remains.log"), remains);
        LeaseFile.Opened opened = LeaseFile.open(path);
        LeaseFile.Opened.Ready ready =
                assertInstanceOf(LeaseFile.Opened.Ready.class, opened, when + ": " + opened.because());
        Map<String, Integer> found = new HashMap<>();
        try (DurableLeases store = new DurableLeases("", ready)) {
            store.page(Optional.empty(), ADDRESSES)
                    .forEach(lease -> found.put(lease.address().getHostAddress(), LeaseWriter.version(lease)));
        }
        confirmed.forEach((address, version) -> {
            Integer kept = found.get(address);
            assertNotNull(kept, when + ": " + address + " is lost");
            assertTrue(
                    kept.equals(version) || kept == version + 1,
                    when + ": " + address + " was confirmed at " + version + " and is at " + kept);
        });
    }
}
