package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.testkit.database.PostgresServer;
import org.stirrup.testkit.dhcp.ClientsAtWork;
import org.stirrup.testkit.dhcp.RelayedClients;
import org.stirrup.testkit.process.Program;

/**
 * The lease store is exchanged by dropping and deleting features, there and back in every order, while clients obtain
 * and renew leases: none is lost, none is given to two.
 */
class LeaseStoreSwitchIT {
    private static final int CLIENTS = 60;
    private static final Pattern LEASE = Pattern.compile("\\{\"address\": \"([0-9.]+)\", \"mac\": \"([0-9a-f:]+)\".*");

    @TempDir
    Path folder;

    private TestHome home;
    private RunningAppliance appliance;
    private ClientsAtWork clients;

    @Test
    void leasesGoAlongWhereverTheyAreKept() throws Exception {
        Optional<String> missing = PostgresServer.missing();
        missing.ifPresent(reason -> System.err.println("SKIPPED: " + reason));
        assumeTrue(missing.isEmpty(), missing.orElse(""));
        home = new TestHome(folder.resolve("home"));
        home.config("org.stirrup.dhcp.subnet-cli", "subnet = 127.0.0.0/8", "range = 127.1.0.1-127.1.0.200");
        try (PostgresServer database = PostgresServer.start();
                RunningAppliance running = RunningAppliance.serve(home.folder)) {
            appliance = running;
            home.config(
                    "org.stirrup.lease.postgresql",
                    "url = " + database.url(),
                    "user = " + PostgresServer.USER,
                    "passwordFile = " + database.passwordFile());
            appliance.awaitReady();
            Inet4Address relay = (Inet4Address) InetAddress.getByName("127.0.0.9");
            Inet4Address server = (Inet4Address) InetAddress.getByName("127.0.0.1");
            try (RelayedClients relayed = new RelayedClients(relay, home.dhcp, List.of(server), 1000)) {
                clients = new ClientsAtWork(relayed, CLIENTS, 2);
                awaitEverybody();

                drop("lease-postgresql");
                appliance.await(line -> line.contains("takes over from embedded"));
                awaitEverybody();
                assertEquals(Integer.toString(CLIENTS), database.sql("SELECT count(*) FROM stirrup_lease"));
                take("lease-embedded");
                awaitEverybody();

                drop("lease-embedded");
                awaitEverybody();
                take("lease-postgresql");
                appliance.await(line -> line.contains("embedded takes over from postgresql"));
                awaitEverybody();

                // Away with the one before the other is there: nobody is served for a while, and nothing is lost.
                take("lease-embedded");
                appliance.await(line -> line.contains("DROP  no lease store is running"));
                assertTrue(appliance.ask("sh", "findings").text().contains("no lease store"));
                drop("lease-postgresql");
                appliance.await(line -> line.contains("takes over from embedded"));
                awaitEverybody();
                take("lease-postgresql");
                appliance.await(line -> line.contains("its leases are in"));
                drop("lease-embedded");
                appliance.await(line -> line.contains("embedded takes over from postgresql"));
                awaitEverybody();

                clients.stop();
            } finally {
                clients.stop();
            }
            assertEquals(List.of(), clients.wrong());
            assertEquals(holders(), leases(appliance.ask("leases", "--json")));
            appliance.kill();
            leasesAreToldWhereNothingRuns(database);
        }
    }

    private void leasesAreToldWhereNothingRuns(PostgresServer database) throws Exception {
        List<String> before = home.files();
        assertEquals(holders(), leases(RunningAppliance.stirrup(home.folder, "leases", "--json")));
        assertEquals(before, home.files());

        Path file = home.folder.resolve("data/leases.log");
        Files.writeString(file, "not a lease file\n".repeat(500));
        Program.Result damaged = RunningAppliance.stirrup(home.folder, "leases", "--json");
        assertEquals(4, damaged.status());
        assertEquals("", damaged.text());
        assertTrue(damaged.errors().contains(file + ": the lease file is damaged"), damaged.errors());

        // The database has the leases that were left there.
        Files.writeString(home.folder.resolve("data/lease-store"), "postgresql " + database.url() + "\n");
        Files.move(home.feature("lease-embedded"), home.folder.resolve("aside"));
        Files.copy(
                Packed.DIST.resolve("features/optional/lease-postgresql.feature.json"),
                home.feature("lease-postgresql"));
        assertEquals(holders(), leases(RunningAppliance.stirrup(home.folder, "leases", "--json")));
        database.down();
        Program.Result away = RunningAppliance.stirrup(home.folder, "leases");
        assertEquals(4, away.status(), away.text());
        assertTrue(away.errors().contains(database.url() + ": Connection to 127.0.0.1"), away.errors());
    }

    private void drop(String feature) throws Exception {
        Path optional = Packed.DIST.resolve("features/optional").resolve(feature + ".feature.json");
        Path stock = Files.exists(optional) ? optional : Packed.DIST.resolve("features/" + feature + ".feature.json");
        Path fresh = Files.copy(stock, home.folder.resolve("fresh"));
        Files.move(fresh, home.feature(feature));
        appliance.await(line -> line.contains(feature + ".feature.json installed"));
    }

    private void take(String feature) throws Exception {
        Files.delete(home.feature(feature));
        appliance.await(line -> line.contains(feature + ".feature.json removed"));
    }

    /** Every client was told from now on that it may use its address. */
    private void awaitEverybody() throws InterruptedException {
        long from = System.nanoTime();
        while (clients.answeredSince(from) < CLIENTS) {
            assertTrue(
                    System.nanoTime() - from < TimeUnit.SECONDS.toNanos(60),
                    () -> clients.answeredSince(from) + " of " + CLIENTS + ": " + clients.counts());
            assertEquals(List.of(), clients.wrong());
            Thread.sleep(20);
        }
    }

    private Map<String, String> holders() {
        Map<String, String> holders = new TreeMap<>();
        clients.holders()
                .forEach((address, client) -> holders.put(
                        address.getHostAddress(), String.format("02:52:00:00:%02x:%02x", client >> 8, client & 0xff)));
        return holders;
    }

    private static Map<String, String> leases(Program.Result answer) {
        assertEquals(0, answer.status(), answer.errors());
        Map<String, String> leases = new TreeMap<>();
        answer.text().lines().forEach(line -> {
            Matcher matcher = LEASE.matcher(line.strip());
            if (matcher.find()) {
                leases.put(matcher.group(1), matcher.group(2));
            }
        });
        return leases;
    }
}
