package org.stirrup.lease.postgresql.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stirrup.api.lease.LeaseBackend;
import org.stirrup.lease.postgresql.Databases;
import org.stirrup.lease.postgresql.database.Connections;
import org.stirrup.testkit.database.PostgresServer;
import org.stirrup.testkit.lease.LeaseStoreUnderStressContract;
import org.stirrup.testkit.lease.Leases;
import org.stirrup.testkit.process.SmallDisk;

class LeaseTableTest extends LeaseStoreUnderStressContract {
    private static PostgresServer server;

    private Optional<Connections> connections = Optional.empty();
    private boolean emptied;
    private Optional<PostgresServer> ordinary = Optional.empty();

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

    @Override
    protected LeaseBackend open() throws Exception {
        if (!emptied) {
            Databases.empty(server);
            emptied = true;
        }
        connections = Optional.of(Databases.connect(server));
        return new LeaseTable(server.url(), connections::orElseThrow);
    }

    @Override
    protected void close(LeaseBackend store) {
        connections.orElseThrow().close();
    }

    @Override
    protected void moveTo(SmallDisk disk) throws Exception {
        ordinary = Optional.of(server);
        server = PostgresServer.start(PostgresServer.Place.on(disk), "max_wal_size=32MB", "min_wal_size=32MB");
    }

    @Override
    protected void moveAway() throws Exception {
        server.close();
        server = ordinary.orElseThrow();
    }

    @Override
    protected void revive() throws Exception {
        server.revive();
    }

    @Override
    protected boolean crash() throws Exception {
        server.kill();
        server.up();
        return true;
    }

    @Test
    void twoAppliancesSeeEachOthersLeases() throws Exception {
        try (Connections others = Databases.connect(server)) {
            LeaseTable other = new LeaseTable(server.url(), () -> others);
            assertTrue(store.insert(Leases.bound("10.0.0.1", 1)));
            assertEquals(
                    List.of(Leases.bound("10.0.0.1", 1)),
                    other.byClient(Leases.bound("10.0.0.1", 1).client()));
            assertTrue(other.replace(Leases.bound("10.0.0.1", 1), Leases.to(Leases.bound("10.0.0.1", 1), 2)));
            assertEquals(
                    2,
                    store.byAddress(Leases.address("10.0.0.1"))
                            .orElseThrow()
                            .mac()
                            .bytes()[5]);
        }
    }

    @Test
    void peopleReadItToo() throws Exception {
        store.insert(Leases.bound("10.0.0.1", 1));
        assertEquals(
                "10.0.0.1|52:54:00:00:00:01|pc1|BOUND|2026-11-22",
                server.sql("SELECT host(address), mac, hostname, state, (starts AT TIME ZONE 'UTC')::date FROM"
                        + " stirrup_leases"));
    }
}
