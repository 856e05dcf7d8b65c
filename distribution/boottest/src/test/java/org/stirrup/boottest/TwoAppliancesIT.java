package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.testkit.database.PostgresServer;

/**
 * Two appliances on one network share one PostgreSQL and both answer everybody. Either is killed under load, and so is
 * the database: whoever is left serves all clients, renewals included, and no address is given to two.
 */
class TwoAppliancesIT {
    private static final int CLIENTS = 1000;

    private Lab lab;
    private PostgresServer database;

    @Test
    void eitherServesAllWhenTheOtherIsKilled() throws Exception {
        Optional<String> missing = PostgresServer.missing();
        Lab.require(missing.isEmpty(), missing.orElse(""));
        try (Lab opened = Lab.open(1, "busybox", "psql")) {
            lab = opened;
            try (PostgresServer server =
                    PostgresServer.start(PostgresServer.Place.inNamespace(lab.namespace, "192.168.77.1"))) {
                database = server;
                run();
            }
        }
    }

    private void run() throws Exception {
        String secondMachine = lab.client("second", 0, "192.168.77.2/24");
        ManyClients.route(lab.namespace, "br0");
        ManyClients.route(secondMachine, "c0");
        Path home1 = home("one");
        Path home2 = home("two");
        Appliance first = shared(lab.start(home1, "--interface", "br0"));
        Appliance second = shared(lab.start(secondMachine, home2, "--interface", "c0"));

        ManyClients clients = ManyClients.on(lab, CLIENTS, 5, "192.168.77.1", "192.168.77.2");
        clients.awaitEverybody("both serve");
        assertOffersAgree(clients.output());

        first.kill();
        clients.awaitEverybody("the first was killed");
        first = lab.start(home1, "--interface", "br0").ready();
        clients.awaitEverybody("the first is back");
        second.kill();
        clients.awaitEverybody("the second was killed");
        second = lab.start(secondMachine, home2, "--interface", "c0").ready();
        clients.awaitEverybody("the second is back");
        database.kill();
        database.up();
        clients.awaitEverybody("the database was killed and came back");

        clients.assertAllKnown(first, second);
        // What the appliances said while the database was away is one line each and no stack trace for every client.
        assertTrue(first.exceptions().size() < 200, String.join("\n", first.exceptions()));
    }

    private Path home(String name) throws IOException {
        Path home = Files.createDirectories(lab.work.resolve(name));
        Path etc = Files.createDirectories(home.resolve("etc"));
        Files.write(
                etc.resolve("org.stirrup.lease.postgresql.cfg"),
                List.of(
                        "url = " + database.url(),
                        "user = " + PostgresServer.USER,
                        "passwordFile = " + database.passwordFile()));
        Files.write(etc.resolve("org.stirrup.dhcp.cfg"), List.of("knownServers = 192.168.77.1,192.168.77.2"));
        ManyClients.configure(home);
        return home;
    }

    /** The feature is dropped, the stock one taken away. */
    private Appliance shared(Appliance appliance) throws IOException {
        appliance.ready();
        Path fresh = appliance.home.resolve("fresh");
        Files.copy(
                Lab.DISTRIBUTION.resolve("appliance/target/stirrup/features/optional/lease-postgresql.feature.json"),
                fresh);
        int mark = appliance.log.mark();
        Files.move(
                fresh,
                appliance.home.resolve("features/lease-postgresql.feature.json"),
                StandardCopyOption.ATOMIC_MOVE);
        appliance.await(mark, "postgresql .* takes over from embedded");
        Files.delete(appliance.home.resolve("features/lease-embedded.feature.json"));
        appliance.await(mark, "lease-embedded.feature.json removed");
        return appliance;
    }

    /** Both were asked by clients that had no lease yet. */
    private static void assertOffersAgree(Output output) {
        List<String> offers = output.lines().stream()
                .filter(line -> line.startsWith("offers "))
                .toList();
        long same = offers.stream()
                .filter(line -> line.matches("offers \\[/([0-9.]+), /\\1]"))
                .count();
        assertEquals(20, offers.size());
        assertTrue(same >= 18, "both offer the same address: " + offers);
    }
}
