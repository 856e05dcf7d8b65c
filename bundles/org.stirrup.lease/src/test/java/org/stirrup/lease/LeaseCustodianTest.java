package org.stirrup.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.testkit.lease.Leases;
import org.stirrup.testkit.osgi.FakeFramework;

class LeaseCustodianTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MANY = 2500;

    @TempDir
    Path home;

    private FakeFramework framework;
    private LeaseCustodian custodian;
    private long services;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(home.resolve("data"));
        restart();
    }

    private void restart() {
        framework = new FakeFramework(home);
        custodian = new LeaseCustodian(framework.context(), Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        custodian.deactivate();
    }

    private void come(LeaseBackend backend, int ranking) {
        services++;
        custodian.bind(backend, Map.of("service.ranking", ranking, "service.id", services));
    }

    private LeaseStore store() throws InterruptedException {
        return framework.await(LeaseStore.class);
    }

    private static void until(String what, BooleanSupplier so) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!so.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            Thread.sleep(5);
        }
    }

    private static void fill(LeaseStore store) throws LeaseStoreException {
        for (int i = 0; i < MANY; i++) {
            store.insert(Leases.bound(Leases.address(i), i, Leases.NOON));
        }
    }

    private static List<Lease> all(LeaseStore store) throws LeaseStoreException {
        return store.page(Optional.empty(), 1_000_000);
    }

    @Test
    void thereIsNoStoreWithoutAPlaceForIt() throws Exception {
        assertEquals(Optional.empty(), framework.service(LeaseStore.class));
        MemoryBackend file = new MemoryBackend("file");
        come(file, 0);
        LeaseStore store = store();
        assertTrue(store.insert(Leases.bound("10.0.0.1", 1)));
        assertEquals(1, all(file).size());
        custodian.unbind(file);
        assertEquals(Optional.empty(), framework.service(LeaseStore.class));
        assertThrows(LeaseStoreException.class, () -> store.insert(Leases.bound("10.0.0.2", 2)), "who still has it");
    }

    @Test
    void aBetterStoreTakesOverWithAllLeases() throws Exception {
        MemoryBackend file = new MemoryBackend("file");
        fill(file);
        come(file, 0);
        LeaseStore store = store();
        MemoryBackend database = new MemoryBackend("database", true);
        come(database, 100);
        until("the database is in force", store::isShared);
        assertSame(store, store(), "nobody has to look for another service");
        assertEquals(all(file), all(database));
        assertEquals(
                "database", Files.readString(home.resolve("data/lease-store")).strip());
        until(
                "it is told",
                () -> framework.property(LeaseStore.class, LeaseStore.PLACE).equals(Optional.of("database")));

        Lease last = Leases.bound(Leases.address(MANY), MANY, Leases.NOON);
        store.insert(last);
        assertEquals(Optional.empty(), file.byAddress(last.address()));
        custodian.unbind(database);
        assertEquals(Optional.of(last), store().byAddress(last.address()), "and back again");
        assertEquals(all(database), all(file));
    }

    @Test
    void noChangeIsLostThatIsMadeMeanwhile() throws Exception {
        MemoryBackend file = new MemoryBackend("file");
        fill(file);
        come(file, 0);
        LeaseStore store = store();
        Map<Integer, Lease> confirmed = new HashMap<>();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int first = thread;
            running.add(clients.submit(() -> {
                for (int round = 1; !done.get(); round++) {
                    for (int i = first; i < MANY; i += 4) {
                        Lease next = Leases.bound(Leases.address(i), i, Leases.NOON.plusSeconds(round));
                        if (store.replace(store.byAddress(next.address()).orElseThrow(), next)) {
                            synchronized (confirmed) {
                                confirmed.put(i, next);
                            }
                        }
                    }
                }
                return null;
            }));
        }
        until("clients renew", () -> {
            synchronized (confirmed) {
                return confirmed.size() == MANY;
            }
        });
        MemoryBackend database = new MemoryBackend("database", true);
        come(database, 100);
        until("the database is in force", store::isShared);
        custodian.unbind(database);
        assertFalse(store().isShared());
        come(database, 100);
        until("the database is in force again", store::isShared);
        done.set(true);
        for (Future<?> one : running) {
            one.get();
        }
        clients.shutdown();
        for (int i = 0; i < MANY; i++) {
            assertEquals(Optional.of(confirmed.get(i)), database.byAddress(Leases.address(i)), "client " + i);
        }
    }

    @Test
    void oneThatGoesAloneLeavesItsLeasesToTheNext() throws Exception {
        MemoryBackend file = new MemoryBackend("file");
        fill(file);
        come(file, 0);
        store();
        custodian.unbind(file);
        MemoryBackend database = new MemoryBackend("database", true);
        come(database, 100);
        assertTrue(store().isShared());
        assertEquals(all(file), all(database));
        assertFalse(Files.exists(home.resolve("data/leases.estate")));
        assertEquals(List.of(), custodian.findings());
    }

    @Test
    void oneThatIsTakenAwayWhileNothingRunsLeavesThemToo() throws Exception {
        MemoryBackend file = new MemoryBackend("file");
        fill(file);
        come(file, 0);
        store();
        framework.stopping();
        custodian.unbind(file);
        custodian.deactivate();
        restart();
        MemoryBackend database = new MemoryBackend("database", true);
        come(database, 100);
        store();
        assertEquals(all(file), all(database));
    }

    @Test
    void aStoreThatComesBackIsNotGivenWhatItLeft() throws Exception {
        MemoryBackend file = new MemoryBackend("file");
        fill(file);
        come(file, 0);
        store();
        custodian.unbind(file);
        assertTrue(Files.exists(home.resolve("data/leases.estate")));
        file.remove(Leases.bound(Leases.address(7), 7, Leases.NOON));
        come(file, 0);
        assertEquals(MANY - 1, all(store()).size());
        assertFalse(Files.exists(home.resolve("data/leases.estate")), "older than what is served now");
    }

    @Test
    void aStoreThatKnowsNothingOfTheLeasesIsNotUsed() throws Exception {
        Files.writeString(home.resolve("data/lease-store"), "file\n");
        MemoryBackend database = new MemoryBackend("database", true);
        come(database, 100);
        until("it is said", () -> !custodian.findings().isEmpty());
        assertEquals(Optional.empty(), framework.service(LeaseStore.class));
        String message = custodian.findings().get(0).message();
        assertTrue(message.contains("the store file, which is not there"), message);

        MemoryBackend file = new MemoryBackend("file");
        fill(file);
        come(file, 0);
        until("the database is in force", () -> framework
                .service(LeaseStore.class)
                .filter(LeaseStore::isShared)
                .isPresent());
        assertEquals(all(file), all(database));
        until("nothing is wrong any more", () -> custodian.findings().isEmpty());
    }

    @Test
    void whatWasInForceStaysSoWhileTheNextFails() throws Exception {
        MemoryBackend file = new MemoryBackend("file");
        fill(file);
        come(file, 0);
        LeaseStore store = store();
        MemoryBackend database = new MemoryBackend("database", true);
        database.failure = Optional.of("the database is away");
        come(database, 100);
        until("it is said", () -> !custodian.findings().isEmpty());
        String message = custodian.findings().get(0).message();
        assertTrue(message.contains("the database is away; in force: file"), message);
        assertTrue(store.insert(Leases.bound("10.9.0.1", 9)));
        database.failure = Optional.empty();
        until("it is tried again", store::isShared);
        assertEquals(MANY + 1, all(database).size());
    }

    @Test
    void noneIsUsedWhenTheLeasesOfTheOneThatGoesAreLost() throws Exception {
        MemoryBackend database = new MemoryBackend("database", true);
        fill(database);
        come(database, 100);
        store();
        MemoryBackend file = new MemoryBackend("file");
        come(file, 0);
        database.failure = Optional.of("the database is away");
        custodian.unbind(database);
        until("it is said", () -> !custodian.findings().isEmpty());
        assertEquals(Optional.empty(), framework.service(LeaseStore.class), "rather no address than one twice");
        database.failure = Optional.empty();
        come(database, 100);
        assertEquals(MANY, all(store()).size());
    }

    @Test
    void nothingIsMovedWhereLeasesAreOnlyShown() throws Exception {
        custodian.deactivate();
        framework = new FakeFramework(home).with("stirrup.reading", "true");
        custodian = new LeaseCustodian(framework.context(), Duration.ofMillis(100));
        MemoryBackend file = new MemoryBackend("file");
        fill(file);
        come(file, 0);
        store();
        MemoryBackend database = new MemoryBackend("database", true);
        come(database, 100);
        Thread.sleep(50);
        assertFalse(store().isShared());
        assertEquals(0, all(database).size());
        assertFalse(Files.exists(home.resolve("data/lease-store")));
    }
}
