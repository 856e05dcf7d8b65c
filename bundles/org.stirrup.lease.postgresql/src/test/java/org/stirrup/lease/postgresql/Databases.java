package org.stirrup.lease.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.stirrup.lease.postgresql.database.Connections;
import org.stirrup.lease.postgresql.database.Login;
import org.stirrup.testkit.database.PostgresServer;

/** Connections of tests to their server. */
public final class Databases {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Databases() {}

    public static Login login(PostgresServer server) {
        return new Login(server.url(), PostgresServer.USER, Optional.of(server.passwordFile()), "");
    }

    /** Returns when the database is there. */
    public static Connections connect(PostgresServer server) throws InterruptedException {
        Connections connections = new Connections(server.url(), login(server), 16, false);
        await(connections);
        return connections;
    }

    public static void await(Connections connections) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (connections.away().isPresent() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertEquals(Optional.empty(), connections.away());
    }

    /** As it was before anybody used it. */
    public static void empty(PostgresServer server) throws Exception {
        server.sql("DROP TABLE IF EXISTS stirrup_lease, stirrup_schema CASCADE");
    }
}
