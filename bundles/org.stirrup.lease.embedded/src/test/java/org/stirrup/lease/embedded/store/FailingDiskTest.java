package org.stirrup.lease.embedded.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.testkit.lease.Leases.NOON;
import static org.stirrup.testkit.lease.Leases.address;
import static org.stirrup.testkit.lease.Leases.bound;
import static org.stirrup.testkit.lease.Leases.to;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.lease.embedded.file.FaultyDisk;
import org.stirrup.lease.embedded.file.LeaseFile;

class FailingDiskTest {
    @TempDir
    Path folder;

    private final FaultyDisk disk = new FaultyDisk();
    private Path path;
    private DurableLeases store;

    @BeforeEach
    void open() {
        path = folder.resolve("leases.log");
        store = opened();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private DurableLeases opened() {
        LeaseFile.Opened opened = disk.open(path);
        return new DurableLeases(
                path.toString(), assertInstanceOf(LeaseFile.Opened.Ready.class, opened, opened.because()));
    }

    @Test
    void syncsBeforeItConfirms() throws LeaseStoreException {
        Lease lease = bound("10.0.0.1", 1);
        List<Callable<Boolean>> changes = List.of(
                () -> store.insert(lease), () -> store.replace(lease, to(lease, 2)), () -> store.remove(to(lease, 2)));
        for (Callable<Boolean> change : changes) {
            int before = disk.syncs();
            assertTrue(callUnchecked(change));
            assertTrue(disk.syncs() > before, "confirmed with " + disk.syncs() + " syncs");
        }
    }

    private static boolean callUnchecked(Callable<Boolean> change) throws LeaseStoreException {
        try {
            return change.call();
        } catch (LeaseStoreException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void syncsNothingWhereNothingChanged() throws LeaseStoreException {
        Lease lease = bound("10.0.0.1", 1);
        store.insert(lease);
        int before = disk.syncs();
        store.insert(lease);
        store.remove(to(lease, 2));
        assertEquals(before, disk.syncs());
    }

    @Test
    void sharesASyncAmongManyCallers() throws Exception {
        int callers = 64;
        int each = 50;
        int before = disk.syncs();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = caller * each;
                tasks.add(() -> {
                    for (int i = first; i < first + each; i++) {
                        assertTrue(store.insert(bound(address(i), i, NOON)));
                    }
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
        int syncs = disk.syncs() - before;
        assertTrue(syncs <= callers * each / 4, callers * each + " inserts took " + syncs + " syncs");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100, 4095, 5000})
    void saysThatTheDiskIsFullAndGoesOnWhenItIsNot(long room) throws LeaseStoreException {
        Lease earlier = bound("10.0.0.1", 1);
        Lease refused = bound("10.0.0.2", 2);
        store.insert(earlier);
        disk.setRoom(room);
        LeaseStoreException full = assertThrows(LeaseStoreException.class, () -> fill(refused));
        assertTrue(full.getMessage().contains("No space left on device"), full.getMessage());
        assertTrue(full.getMessage().contains(path.toString()), full.getMessage());
        assertEquals(Optional.of("No space left on device"), store.failure());
        assertEquals(Optional.of(earlier), store.byAddress(earlier.address()), "is still known");
        assertThrows(LeaseStoreException.class, () -> store.replace(earlier, to(earlier, 3)), "still full");
        List<Lease> before = store.page(Optional.empty(), 100_000);

        disk.setRoom(Long.MAX_VALUE);
        assertTrue(store.replace(earlier, to(earlier, 3)));
        assertEquals(Optional.empty(), store.failure());
        List<Lease> after = store.page(Optional.empty(), 100_000);
        assertEquals(before.subList(1, before.size()), after.subList(1, after.size()));
        store.close();
        store = opened();
        assertEquals(after, store.page(Optional.empty(), 100_000));
    }

    /** Inserts until the disk is full; what is already there may leave room for a few. */
    private void fill(Lease first) throws LeaseStoreException {
        store.insert(first);
        for (int i = 1000; i < 2000; i++) {
            store.insert(bound(address(i), i, NOON));
        }
    }

    @Test
    void confirmsNothingThatTheDiskDoesNotConfirm() throws LeaseStoreException {
        Lease earlier = bound("10.0.0.1", 1);
        Lease unsure = bound("10.0.0.2", 2);
        store.insert(earlier);
        disk.setSyncFails(true);
        LeaseStoreException failed = assertThrows(LeaseStoreException.class, () -> store.insert(unsure));
        assertTrue(failed.getMessage().contains("Input/output error"), failed.getMessage());
        assertEquals(Optional.empty(), store.byAddress(unsure.address()), "nobody sees what may not last");

        disk.setSyncFails(false);
        assertTrue(store.insert(bound("10.0.0.3", 3)));
        assertEquals(Optional.of(earlier), store.byAddress(earlier.address()));
        Optional<Lease> outcome = store.byAddress(unsure.address());
        assertTrue(outcome.isEmpty() || outcome.equals(Optional.of(unsure)), "made or not made, and known now");
    }

    @Test
    void refusesChangesOnceClosed() throws LeaseStoreException {
        Lease lease = bound("10.0.0.1", 1);
        store.insert(lease);
        store.close();
        assertThrows(LeaseStoreException.class, () -> store.remove(lease));
        assertEquals(Optional.of(lease), store.byAddress(lease.address()));
    }
}
