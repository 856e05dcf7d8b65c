package org.stirrup.testkit.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stirrup.testkit.lease.Leases.NOON;
import static org.stirrup.testkit.lease.Leases.address;
import static org.stirrup.testkit.lease.Leases.bound;
import static org.stirrup.testkit.lease.Leases.in;
import static org.stirrup.testkit.lease.Leases.mac;
import static org.stirrup.testkit.lease.Leases.to;
import static org.stirrup.testkit.lease.Leases.until;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.testkit.process.SmallDisk;

/**
 * What every {@link LeaseBackend} does for many callers at once, when the clock steps, when it is killed and when the
 * disk is full. A provider's test extends this and says how its store is opened, killed and put onto a small disk.
 */
public abstract class LeaseStoreUnderStressContract extends LeaseStoreContract {
    private static final int THREADS = 64;

    /**
     * Kills what keeps the leases in the middle of its work, and brings it back; {@link #store} is closed and opened
     * afterwards. @return false where a test of its own does that
     */
    protected boolean crash() throws Exception {
        return false;
    }

    /** Puts what is opened from now on onto a small disk; {@link #store} is closed and opened afterwards. */
    protected abstract void moveTo(SmallDisk disk) throws Exception;

    /** There is room again on the small disk: brings back what died of the lack of it. */
    protected void revive() throws Exception {}

    /** The small disk goes: from now on everything is where it was before. */
    protected abstract void moveAway() throws Exception;

    @Test
    void letsExactlyOneInsertWin() throws Exception {
        Lease wanted = bound("10.0.0.1", 0);
        List<Boolean> won = together(client -> store.insert(to(wanted, client)));
        assertEquals(1, won.stream().filter(Boolean::booleanValue).count());
        assertEquals(
                Optional.of(to(wanted, won.indexOf(true))),
                store.byAddress(wanted.address()),
                "and it is the winner's");
        assertEquals(1, store.page(Optional.empty(), THREADS).size());
    }

    @Test
    void letsExactlyOneReplaceWin() throws Exception {
        Lease before = bound("10.0.0.1", 99);
        store.insert(before);
        List<Boolean> won = together(client -> store.replace(before, to(before, client)));
        assertEquals(1, won.stream().filter(Boolean::booleanValue).count());
        assertEquals(Optional.of(to(before, won.indexOf(true))), store.byAddress(before.address()));
        reopen();
        assertEquals(Optional.of(to(before, won.indexOf(true))), store.byAddress(before.address()));
    }

    @Test
    void letsExactlyOneRemoveWin() throws Exception {
        Lease lease = bound("10.0.0.1", 99);
        store.insert(lease);
        List<Boolean> won = together(client -> store.remove(lease));
        assertEquals(1, won.stream().filter(Boolean::booleanValue).count());
        assertEquals(Optional.empty(), store.byAddress(lease.address()));
    }

    @Test
    void losesNoneOfManyAtOnce() throws Exception {
        int each = 20;
        together(client -> {
            for (int i = 0; i < each; i++) {
                Lease lease = bound(address(client * each + i), client, NOON);
                assertTrue(store.insert(lease));
                assertEquals(Optional.of(lease), store.byAddress(lease.address()), "seen by whoever wrote it");
                assertTrue(store.replace(lease, in(lease, Lease.State.RELEASED)));
            }
            return true;
        });
        reopen();
        List<Lease> all = store.page(Optional.empty(), THREADS * each + 1);
        assertEquals(THREADS * each, all.size());
        assertTrue(all.stream().allMatch(lease -> lease.state() == Lease.State.RELEASED));
        for (int client = 0; client < THREADS; client++) {
            assertEquals(each, store.byClient(ClientKey.of(mac(client))).size());
        }
    }

    @Test
    void makesManyChangesAtOnceEachOnItsOwn() throws Exception {
        Lease stands = bound("10.0.0.5", 5);
        Lease other = bound("10.0.0.6", 6);
        store.insert(stands);
        store.insert(other);
        Lease fresh = bound("10.0.0.9", 9);
        Lease renewed = bound(stands.address(), 5, NOON.plusSeconds(60));
        List<LeaseBackend.Change> changes = List.of(
                new LeaseBackend.Change(Optional.empty(), fresh),
                new LeaseBackend.Change(Optional.of(stands), renewed),
                new LeaseBackend.Change(Optional.empty(), to(other, 7)),
                new LeaseBackend.Change(Optional.of(to(bound("10.0.0.1", 1), 2)), bound("10.0.0.1", 1)));
        assertEquals(List.of(true, true, false, false), store.change(changes));
        assertEquals(List.of(), store.change(List.of()));
        reopen();
        assertEquals(List.of(renewed, other, fresh), store.page(Optional.empty(), 10));
    }

    @Test
    void changesThousandsAtOnce() throws Exception {
        List<LeaseBackend.Change> changes = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            changes.add(new LeaseBackend.Change(Optional.empty(), bound(address(i), i, NOON)));
        }
        assertTrue(store.change(changes).stream().allMatch(Boolean::booleanValue));
        assertEquals(2500, store.page(Optional.empty(), 10_000).size());
    }

    @Test
    void doesNotMindAClockThatStepsBack() throws Exception {
        Lease before = bound("10.0.0.1", 1);
        Lease other = bound("10.0.0.2", 1);
        store.insert(before);
        store.insert(other);
        Instant back = NOON.minus(Duration.ofDays(400));
        Lease renewed = bound(before.address(), 1, back);
        assertTrue(store.replace(before, renewed), "a renewal at a time before the lease began");
        reopen();
        assertEquals(Optional.of(renewed), store.byAddress(before.address()));
        assertEquals(List.of(other, renewed), store.byClient(renewed.client()));
        assertEquals(List.of(), store.expired(back, 10), "nothing is over that was not");
        assertEquals(List.of(renewed), store.expired(NOON, 10));
    }

    @Test
    void doesNotMindAClockThatStepsForward() throws Exception {
        Lease before = bound("10.0.0.1", 1);
        Lease never = until(bound("10.0.0.2", 2), Optional.empty());
        store.insert(before);
        store.insert(never);
        Instant ahead = Instant.parse("2106-02-07T06:28:16Z");
        assertEquals(List.of(before), store.expired(ahead, 10));
        Lease renewed = bound(before.address(), 1, ahead);
        assertTrue(store.replace(before, renewed));
        assertEquals(List.of(), store.expired(ahead, 10));
        reopen();
        assertEquals(List.of(), store.expired(NOON, 10), "and back again");
        assertEquals(List.of(renewed), store.byClient(renewed.client()));
    }

    @Test
    void losesNothingThatItConfirmedInACrash() throws Exception {
        List<Lease> confirmed = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int first = thread * 100_000;
                writers.add(threads.submit(() -> write(first, confirmed, over)));
            }
            for (int crash = 0; crash < 2; crash++) {
                int before = confirmed.size();
                long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
                while (confirmed.size() < before + 300) {
                    assertTrue(System.nanoTime() < end, "leases are confirmed again after a crash");
                    Thread.sleep(2);
                }
                if (!crash()) {
                    assumeTrue(false, "killed by a test of its own");
                }
            }
            over.set(true);
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        reopen();
        for (Lease lease : confirmed) {
            assertEquals(Optional.of(lease), store.byAddress(lease.address()));
            assertEquals(List.of(lease), store.byClient(lease.client()));
        }
    }

    @Test
    void confirmsNothingOnAFullDiskAndLosesNothing() throws Exception {
        Optional<String> missing = SmallDisk.missing();
        missing.ifPresent(reason -> System.err.println("SKIPPED: " + reason));
        assumeTrue(missing.isEmpty(), missing.orElse(""));
        try (SmallDisk disk = SmallDisk.of(160)) {
            close(store);
            moveTo(disk);
            store = open();
            List<Lease> confirmed = new ArrayList<>();
            int number = 0;
            for (; number < 200; number++) {
                assertTrue(store.insert(bound(address(number), number, NOON)));
                confirmed.add(bound(address(number), number, NOON));
            }
            disk.fill();
            int refused = 0;
            for (; refused < 20 && number < 100_000; number++) {
                Lease lease = bound(address(number), number, NOON);
                try {
                    assertTrue(store.insert(lease));
                    confirmed.add(lease);
                } catch (LeaseStoreException full) {
                    refused++;
                }
            }
            assertEquals(20, refused, "a full disk is noticed");
            disk.makeRoom();
            revive();
            Lease after = bound("10.200.0.1", 1);
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            boolean saved = false;
            while (!saved) {
                assertTrue(System.nanoTime() < end, "leases are saved again when there is room");
                try {
                    saved = store.insert(after)
                            || store.byAddress(after.address()).isPresent();
                } catch (LeaseStoreException notYet) {
                    LockSupport.parkNanos(10_000_000);
                }
            }
            reopen();
            for (Lease lease : confirmed) {
                assertEquals(Optional.of(lease), store.byAddress(lease.address()));
            }
            assertEquals(Optional.of(after), store.byAddress(after.address()));
            // Before the disk goes.
            close(store);
            moveAway();
            store = open();
        }
    }

    /** Inserts, and goes on with the next address when one is not known to be saved. */
    private void write(int first, List<Lease> confirmed, AtomicBoolean over) {
        for (int number = first; !over.get(); number++) {
            Lease lease = bound(address(number), number, NOON);
            try {
                assertTrue(store.insert(lease));
                confirmed.add(lease);
            } catch (LeaseStoreException away) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** What one of the threads does. */
    private interface Attempt {
        boolean by(int client) throws LeaseStoreException;
    }

    /** Runs it on all threads at the same moment; the results in order of client. */
    private static List<Boolean> together(Attempt attempt) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int client = i;
                tasks.add(() -> {
                    start.await();
                    return attempt.by(client);
                });
            }
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
