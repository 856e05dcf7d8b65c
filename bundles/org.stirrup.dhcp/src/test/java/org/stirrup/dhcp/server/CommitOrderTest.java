package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.NAK;
import static org.stirrup.dhcp.codec.MessageType.OFFER;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.check.Finding;
import org.stirrup.api.journal.BootEvent.Kind;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.codec.Ipv4;

/** An ACK never leaves before the store says that the lease is saved. */
@Timeout(180)
class CommitOrderTest {
    private final Appliance appliance = new Appliance("192.168.77.100-192.168.77.199");
    private final Semaphore entered = new Semaphore(0);
    private final Semaphore mayGo = new Semaphore(0);

    @BeforeEach
    void listen() throws Exception {
        appliance.listening();
    }

    @AfterEach
    void stop() {
        mayGo.release(1000);
        appliance.close();
    }

    private void hear(Clients client) {
        appliance.ports.hear(Appliance.ETH1, client.message());
    }

    private static Clients request(int number) {
        return says(REQUEST)
                .number(number)
                .wanting("192.168.77." + (100 + number))
                .from("192.168.77.1");
    }

    private List<String> findings() {
        return appliance.server.findings().stream().map(Finding::message).toList();
    }

    private void slowDisk() {
        appliance.leases.disk(() -> {
            entered.release();
            mayGo.acquireUninterruptibly();
        });
    }

    private void waitFor(int changes) throws InterruptedException {
        assertTrue(entered.tryAcquire(changes, 60, TimeUnit.SECONDS), "the store was not asked");
    }

    @Test
    void theAckWaitsForTheStoreAndNobodyElseWaitsForTheAck() throws Exception {
        FixedBoot boot = FixedBoot.pxelinux();
        appliance.server.boot = boot;
        slowDisk();
        hear(request(1));
        waitFor(1);
        hear(says(DISCOVER).number(3));
        assertEquals(Optional.of(OFFER), appliance.ports.sent().message().messageType(), "another client is served");
        assertTrue(appliance.ports.sentAlready().isEmpty());
        assertEquals(0, appliance.journal.texts(Kind.ACK).size());
        assertEquals(List.of(), boot.confirmed());
        mayGo.release();
        FakePorts.Sent ack = appliance.ports.sent();
        assertEquals(Optional.of(ACK), ack.message().messageType());
        assertEquals("192.168.77.101", ack.message().yiaddr().getHostAddress());
    }

    @Test
    void aRequestThatComesAgainWhileItIsSavedIsOneChangeAndOneAnswer() throws Exception {
        hear(says(DISCOVER).number(2));
        assertEquals(
                Optional.of(OFFER),
                appliance.ports.sent().message().messageType(),
                "what comes while other servers are looked for is decided on later, each time that it came");
        slowDisk();
        hear(request(1));
        waitFor(1);
        for (int i = 0; i < 10; i++) {
            hear(request(1));
        }
        mayGo.release(100);
        assertEquals(Optional.of(ACK), appliance.ports.sent().message().messageType());
        hear(says(DISCOVER).number(1));
        assertEquals(Optional.of(OFFER), appliance.ports.sent().message().messageType(), "no second ACK before it");
        assertEquals(1, appliance.leases.writes());
    }

    @Test
    void manyWaitForTheStoreAndNobodyElseWaitsForThem() throws Exception {
        slowDisk();
        for (int number = 1; number <= 60; number++) {
            hear(request(number));
        }
        waitFor(1);
        hear(says(DISCOVER).number(90));
        assertEquals(Optional.of(OFFER), appliance.ports.sent().message().messageType(), "the lanes are free");
        mayGo.release(1000);
        Set<String> acknowledged = new HashSet<>();
        for (int number = 1; number <= 60; number++) {
            acknowledged.add(appliance.ports.sent().message().yiaddr().getHostAddress());
        }
        assertEquals(60, acknowledged.size());
        assertEquals(60, appliance.leases.writes());
    }

    @Test
    void whatIsNotSavedIsNotAcknowledged() throws Exception {
        appliance.leases.disk(() -> {
            throw new LeaseStoreException("data/leases: no space left", new IOException("no space left"));
        });
        hear(request(1));
        assertEquals(
                "data/leases: no space left", appliance.journal.first(Kind.DROP).text());
        assertEquals(
                "lease store failed",
                appliance.journal.first(Kind.DROP).details().get("reason"));
        assertEquals(
                "data/leases: no space left",
                appliance.journal.first(Kind.WARNING).text());
        assertEquals(List.of("leases cannot be saved, so no address is given: data/leases: no space left"), findings());
        appliance.leases.disk(() -> {});
        hear(request(2));
        assertEquals("192.168.77.102", appliance.ports.sent().message().yiaddr().getHostAddress());
        assertFalse(appliance.leases.byAddress(Ipv4.parse("192.168.77.101")).isPresent());
        assertEquals(List.of(), findings());
    }

    @Test
    void anAddressThatAnotherServerGaveAwayInBetweenIsRefused() throws Exception {
        Lease theirs = new Lease(
                Ipv4.parse("192.168.77.101"),
                new ClientKey("id:0099"),
                org.stirrup.api.boot.MacAddress.of("52:54:00:99:99:99"),
                Optional.empty(),
                Lease.State.BOUND,
                appliance.now,
                Optional.empty());
        appliance.leases.beforeChange(() -> {
            try {
                appliance.leases.insert(theirs);
            } catch (LeaseStoreException e) {
                throw new AssertionError(e);
            }
        });
        hear(request(1));
        assertEquals(Optional.of(NAK), appliance.ports.sent().message().messageType());
        assertEquals(Optional.of(theirs), appliance.leases.byAddress(theirs.address()));
    }
}
