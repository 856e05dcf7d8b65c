package org.stirrup.lease.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.testkit.database.PostgresServer;
import org.stirrup.testkit.lease.Leases;
import org.stirrup.testkit.osgi.FakeFramework;

class PostgresqlLeasesTest {
    /** Nobody waits longer than this for a database that is away, however busy the machine is. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    private static PostgresServer server;

    @TempDir
    Path home;

    private FakeFramework framework;
    private Optional<PostgresqlLeases> leases = Optional.empty();

    @BeforeAll
    static void startServer() throws Exception {
        Optional<String> missing = PostgresServer.missing();
        missing.ifPresent(reason -> System.err.println("SKIPPED: " + reason));
        assumeTrue(missing.isEmpty(), missing.orElse(""));
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void empty() throws Exception {
        Databases.empty(server);
        framework = new FakeFramework(home);
    }

    @AfterEach
    void stop() {
        leases.ifPresent(PostgresqlLeases::deactivate);
    }

    private static Map<String, String> right() {
        return new HashMap<>(Map.of(
                "url", server.url(),
                "user", PostgresServer.USER,
                "passwordFile", server.passwordFile().toString()));
    }

    private PostgresqlLeases start(Map<String, String> values) {
        PostgresqlLeases started = new PostgresqlLeases(framework.context(), SettingsTest.config(values), Map.of());
        leases = Optional.of(started);
        return started;
    }

    private static void until(String what, BooleanSupplier so) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!so.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            Thread.sleep(10);
        }
    }

    private static String only(PostgresqlLeases leases) {
        assertEquals(1, leases.findings().size(), leases.findings().toString());
        return leases.findings().get(0).message();
    }

    @Test
    void offersTheDatabaseBeforeTheFile() throws Exception {
        PostgresqlLeases started = start(right());
        LeaseBackend backend = framework.service(LeaseBackend.class).orElseThrow();
        assertEquals(Optional.of(100), framework.property(LeaseBackend.class, "service.ranking"));
        assertTrue(backend.insert(Leases.bound("10.0.0.1", 1)), "waits for the first connection");
        assertEquals(List.of(), started.findings());
        started.deactivate();
        assertEquals(Optional.empty(), framework.service(LeaseBackend.class));
        leases = Optional.empty();
    }

    @Test
    void aWrongPasswordIsSaidWithoutItAndTheRightOneIsUsedWhenItIsThere() throws Exception {
        Path password = Files.writeString(home.resolve("password"), "hunter2\n");
        Map<String, String> values = right();
        values.put("passwordFile", password.toString());
        PostgresqlLeases started = start(values);
        LeaseBackend backend = framework.service(LeaseBackend.class).orElseThrow();
        LeaseStoreException refused =
                assertThrows(LeaseStoreException.class, () -> backend.insert(Leases.bound("10.0.0.1", 1)));
        assertTrue(refused.getMessage().contains("password authentication failed"), refused.getMessage());
        assertTrue(only(started).contains("password authentication failed for user \"stirrup\""), only(started));
        assertFalse(only(started).contains("hunter2"));
        Files.delete(password);
        until("a file that is not there is named", () -> only(started).contains(password.toString()));
        Files.writeString(password, PostgresServer.PASSWORD + "\n");
        until("it is read again", () -> started.findings().isEmpty());
        assertTrue(backend.insert(Leases.bound("10.0.0.1", 1)));
    }

    @Test
    void answersInTimeWhileTheDatabaseIsAwayAndGoesOnAfterwards() throws Exception {
        PostgresqlLeases started = start(right());
        LeaseBackend backend = framework.service(LeaseBackend.class).orElseThrow();
        assertTrue(backend.insert(Leases.bound("10.0.0.1", 1)));
        server.down();
        try {
            until("it is noticed", () -> {
                try {
                    backend.byAddress(Leases.address("10.0.0.1"));
                    return false;
                } catch (LeaseStoreException e) {
                    return true;
                }
            });
            long begin = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                assertThrows(LeaseStoreException.class, () -> backend.insert(Leases.bound("10.0.0.2", 2)));
            }
            assertTrue(System.nanoTime() - begin < BOUND.toNanos(), "a thousand clients are told at once");
            assertTrue(only(started).contains("No address is given until"), only(started));
        } finally {
            server.up();
        }
        until("it is back", () -> started.findings().isEmpty());
        assertEquals(Optional.of(Leases.bound("10.0.0.1", 1)), backend.byAddress(Leases.address("10.0.0.1")));
        assertTrue(backend.insert(Leases.bound("10.0.0.2", 2)));
    }

    @Test
    void answersInTimeWhereNobodyEverDoes() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, String> values = right();
            values.put("url", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/postgres");
            start(values);
            LeaseBackend backend = framework.service(LeaseBackend.class).orElseThrow();
            long begin = System.nanoTime();
            assertThrows(LeaseStoreException.class, () -> backend.byAddress(Leases.address("10.0.0.1")));
            assertTrue(System.nanoTime() - begin < BOUND.toNanos());
        }
    }

    @Test
    void aStatementThatWaitsForSomebodyElsesLockIsGivenUp() throws Exception {
        start(right());
        LeaseBackend backend = framework.service(LeaseBackend.class).orElseThrow();
        backend.insert(Leases.bound("10.0.0.1", 1));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<String> locked =
                    other.submit(() -> server.sql("BEGIN; LOCK TABLE stirrup_lease; SELECT pg_sleep(600); COMMIT"));
            until("it is locked", () -> {
                try {
                    return server.sql("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted")
                            .equals("1");
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            long begin = System.nanoTime();
            LeaseStoreException given =
                    assertThrows(LeaseStoreException.class, () -> backend.insert(Leases.bound("10.0.0.2", 2)));
            assertTrue(System.nanoTime() - begin < BOUND.toNanos());
            assertTrue(given.getMessage().contains("statement timeout"), given.getMessage());
            server.sql("SELECT pg_cancel_backend(pid) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted");
            assertThrows(ExecutionException.class, locked::get, "it is let go");
            assertTrue(backend.insert(Leases.bound("10.0.0.2", 2)), "the connection is of use still");
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void manyCallersShareFewConnections() throws Exception {
        Map<String, String> values = right();
        values.put("connections", "2");
        start(values);
        LeaseBackend backend = framework.service(LeaseBackend.class).orElseThrow();
        ExecutorService callers = Executors.newFixedThreadPool(32);
        try {
            List<Future<Boolean>> made = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                int number = i;
                made.add(callers.submit(
                        () -> backend.insert(Leases.bound(Leases.address(number), number, Leases.NOON))));
            }
            for (Future<Boolean> one : made) {
                assertTrue(one.get());
            }
            assertTrue(Integer.parseInt(
                            server.sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'stirrup'"))
                    <= 3);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void tablesOfANewerVersionAreLeftAlone() throws Exception {
        server.sql("CREATE TABLE stirrup_schema (version integer); INSERT INTO stirrup_schema VALUES (99)");
        PostgresqlLeases started = start(right());
        LeaseBackend backend = framework.service(LeaseBackend.class).orElseThrow();
        assertThrows(LeaseStoreException.class, () -> backend.insert(Leases.bound("10.0.0.1", 1)));
        assertTrue(only(started).contains("its tables are of version 99"), only(started));
        assertEquals("f", server.sql("SELECT to_regclass('stirrup_lease') IS NOT NULL"));
    }

    @Test
    void twoThatStartTogetherMakeTheTablesOnce() throws Exception {
        PostgresqlLeases one = start(right());
        FakeFramework another = new FakeFramework(home);
        PostgresqlLeases other = new PostgresqlLeases(another.context(), SettingsTest.config(right()), Map.of());
        try {
            assertTrue(framework.service(LeaseBackend.class).orElseThrow().insert(Leases.bound("10.0.0.1", 1)));
            assertFalse(another.service(LeaseBackend.class).orElseThrow().insert(Leases.bound("10.0.0.1", 2)));
            assertEquals(List.of(), one.findings());
            assertEquals(List.of(), other.findings());
        } finally {
            other.deactivate();
        }
    }

    @Test
    void aWrongConfigurationLeavesTheLastGoodOneInForce() throws Exception {
        PostgresqlLeases started = start(right());
        LeaseBackend backend = framework.service(LeaseBackend.class).orElseThrow();
        backend.insert(Leases.bound("10.0.0.1", 1));
        Map<String, String> values = right();
        values.put("connections", "none");
        started.modified(SettingsTest.config(values), Map.of());
        assertTrue(only(started).startsWith("connections=none"), only(started));
        assertTrue(backend.insert(Leases.bound("10.0.0.2", 2)));

        values.put("connections", "3");
        started.modified(SettingsTest.config(values), Map.of());
        assertSame(backend, framework.service(LeaseBackend.class).orElseThrow(), "the same place");
        assertTrue(backend.insert(Leases.bound("10.0.0.3", 3)));

        values.put("url", server.url().replace("/postgres", "/template1"));
        started.modified(SettingsTest.config(values), Map.of());
        LeaseBackend elsewhere = framework.service(LeaseBackend.class).orElseThrow();
        assertEquals("postgresql " + values.get("url"), elsewhere.name(), "another place of leases");
        assertEquals(Optional.empty(), elsewhere.byAddress(Leases.address("10.0.0.1")));
    }

    @Test
    void aServerThatDoesNotSyncIsReported() throws Exception {
        try (PostgresServer careless = PostgresServer.start("fsync=off")) {
            Map<String, String> values = right();
            values.put("url", careless.url());
            values.put("passwordFile", careless.passwordFile().toString());
            PostgresqlLeases started = start(values);
            framework.service(LeaseBackend.class).orElseThrow().byAddress(Leases.address("10.0.0.1"));
            assertTrue(only(started).contains("fsync off"), only(started));
        }
    }

    @Test
    void confirmsOnlyWhatIsOnTheDiskWhateverTheServersDefault() throws Exception {
        server.sql("ALTER SYSTEM SET synchronous_commit = off");
        server.sql("SELECT pg_reload_conf()");
        try {
            try (var connections = Databases.connect(server)) {
                assertEquals("on", connections.use(connection -> {
                    try (var rows = connection.createStatement().executeQuery("SHOW synchronous_commit")) {
                        rows.next();
                        return rows.getString(1);
                    }
                }));
            }
        } finally {
            server.sql("ALTER SYSTEM RESET synchronous_commit");
            server.sql("SELECT pg_reload_conf()");
        }
    }
}
