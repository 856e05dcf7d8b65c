package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.MemoryLeases;
import org.stirrup.dhcp.engine.LeaseChange;
import org.stirrup.dhcp.server.Saver.Outcome;

class SaverTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** Threads that run when the test says so. */
    private final Queue<Runnable> threads = new ArrayDeque<>();

    private final MemoryLeases leases = new MemoryLeases();
    private final Saver saver = new Saver(threads::add, 2, 60);
    private final List<Outcome> outcomes = new ArrayList<>();

    private static Lease lease(int address, int client) throws UnknownHostException {
        MacAddress mac = MacAddress.of(new byte[] {0x52, 0x54, 0, 0, 0, (byte) client});
        return new Lease(
                (Inet4Address) InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) address}),
                ClientKey.of(mac),
                mac,
                Optional.empty(),
                Lease.State.BOUND,
                NOON,
                Optional.of(NOON.plusSeconds(60)));
    }

    private boolean save(int address, int client) throws UnknownHostException {
        return saver.save(leases, new LeaseChange.Insert(lease(address, client)), outcomes::add);
    }

    private void run() {
        for (Runnable thread = threads.poll(); thread != null; thread = threads.poll()) {
            thread.run();
        }
    }

    @Test
    void whatWaitsIsSavedTogether() throws Exception {
        for (int i = 1; i <= 60; i++) {
            assertTrue(save(i, i));
        }
        assertEquals(List.of(), outcomes, "nothing is told before it is saved");
        run();
        assertEquals(Collections.nCopies(60, new Outcome.Saved()), outcomes);
        assertEquals(1, leases.syncs());
    }

    @Test
    void oneAddressForTwoGoesToTheFirst() throws Exception {
        save(1, 1);
        save(1, 2);
        run();
        assertEquals(List.of(new Outcome.Saved(), new Outcome.Overtaken()), outcomes);
        assertEquals(List.of(lease(1, 1)), leases.page(Optional.empty(), 10));
    }

    @Test
    void whatComesWhileTheStoreIsBusyIsSavedAfterIt() throws Exception {
        leases.disk(() -> {
            leases.disk(() -> {});
            for (int i = 2; i <= 5; i++) {
                try {
                    save(i, i);
                } catch (UnknownHostException e) {
                    throw new AssertionError(e);
                }
            }
        });
        save(1, 1);
        run();
        assertEquals(Collections.nCopies(5, new Outcome.Saved()), outcomes);
        assertEquals(2, leases.syncs());
    }

    @Test
    void everybodyIsToldWhenTheStoreFails() throws Exception {
        leases.disk(() -> {
            throw new LeaseStoreException("no space left", null);
        });
        save(1, 1);
        save(2, 2);
        run();
        assertEquals(2, outcomes.size());
        for (Outcome outcome : outcomes) {
            assertEquals(
                    "no space left",
                    assertInstanceOf(Outcome.Failed.class, outcome).because().getMessage());
        }
        leases.disk(() -> {});
        save(3, 3);
        run();
        assertEquals(new Outcome.Saved(), outcomes.get(2), "and goes on");
    }

    @Test
    void whenTooManyWaitOneIsNotTaken() throws Exception {
        for (int i = 1; i <= 60; i++) {
            save(i, i);
        }
        assertFalse(save(61, 61));
        run();
        assertEquals(60, outcomes.size());
    }
}
