package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.NAK;
import static org.stirrup.dhcp.codec.MessageType.OFFER;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.Lease;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.MemoryLeases;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.engine.Situation;
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.probe.AddressProbe;
import org.stirrup.dhcp.subnet.Written;

/**
 * A thousand machines switched on at once, on a network that loses, doubles and shuffles a third of everything both
 * ways. The pool has an address for each and none to spare.
 */
@Timeout(180)
class StormTest {
    private static final int MACHINES = 1000;
    private static final int LANES = 24;
    private static final long SEED = 20261122;

    private final Random chance = new Random(SEED);
    private final Map<Integer, Inet4Address> offered = new HashMap<>();
    private final Map<Integer, Inet4Address> acknowledged = new HashMap<>();

    /** Moves on with every round, so that offers end while their clients still want them. */
    private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");

    private final FakePorts ports = new FakePorts();
    private final MemoryLeases leases = new MemoryLeases();
    private final DhcpConfiguration configuration = new DhcpConfiguration(false);
    private final Lanes lanes = new Lanes(LANES, 64);

    @AfterEach
    void stop() {
        lanes.close();
    }

    @Test
    void nobodyGetsAnAddressThatSomebodyHas() throws Exception {
        configuration.addLink(Appliance.ETH1);
        configuration.putSubnet(
                "wide",
                new Written("wide", Map.of("subnet", List.of("10.0.0.0/16"), "range", List.of("10.0.1.0-10.0.4.231"))));
        Exchange exchange = new Exchange(
                lanes,
                new Saver(Runnable::run, 1000, 1000),
                Guard.OPEN,
                link -> new Situation(
                        configuration.topology(),
                        Optional.of(leases),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new Stance.Serving(false)),
                () -> configuration.topology().defaults().limits(),
                (link, address, onLink, wait, outcome) -> outcome.accept(new AddressProbe.Outcome.Silence()),
                new JournalLines(Optional::empty),
                new ProxyOffers(),
                () -> {},
                () -> now);
        ports.open(Appliance.ETH1, 67, (port, from, payload) -> exchange.received(port, Appliance.ETH1, from, payload));
        int rounds = 0;
        while (acknowledged.size() < MACHINES) {
            assertTrue(rounds++ < 60, acknowledged.size() + " of " + MACHINES + " after " + rounds + " rounds");
            round();
            now = now.plusSeconds(25);
        }
        assertEquals(MACHINES, acknowledged.values().stream().distinct().count());
        for (Map.Entry<Integer, Inet4Address> machine : acknowledged.entrySet()) {
            Lease lease = leases.byAddress(machine.getValue()).orElseThrow();
            assertEquals(mac(machine.getKey()), lease.mac());
            assertEquals(Lease.State.BOUND, lease.state());
        }
    }

    /** Everybody who has no address says what he would say next; the network does its worst. */
    private void round() throws Exception {
        List<DhcpMessage> said = new ArrayList<>();
        for (int machine = 0; machine < MACHINES; machine++) {
            if (!acknowledged.containsKey(machine)) {
                Clients next = offered.containsKey(machine)
                        ? says(REQUEST)
                                .wanting(offered.get(machine).getHostAddress())
                                .from("192.168.77.1")
                        : says(DISCOVER);
                DhcpMessage message = next.number(machine)
                        .xid(machine / 3)
                        .relayedBy("10.0.0.1")
                        .message();
                deliver(said, message);
            }
        }
        Collections.shuffle(said, chance);
        hear(said);
        List<DhcpMessage> heard = new ArrayList<>();
        Optional<FakePorts.Sent> sent = ports.sentAlready();
        while (sent.isPresent()) {
            deliver(heard, sent.get().message());
            sent = ports.sentAlready();
        }
        Collections.shuffle(heard, chance);
        heard.forEach(this::take);
    }

    /** From four network threads, a part each; comes back when every lane has done what it was given before. */
    private void hear(List<DhcpMessage> said) throws Exception {
        List<Thread> network = new ArrayList<>();
        for (int part = 0; part < 4; part++) {
            int first = part;
            Thread thread = new Thread(() -> {
                for (int i = first; i < said.size(); i += 4) {
                    ports.hear(Appliance.ETH1, said.get(i));
                }
            });
            thread.start();
            network.add(thread);
        }
        for (Thread thread : network) {
            thread.join();
        }
        CountDownLatch idle = new CountDownLatch(LANES);
        for (int lane = 0; lane < LANES; lane++) {
            while (lanes.submit(lane, new Object(), idle::countDown) != Lanes.Admission.TAKEN) {
                Thread.onSpinWait();
            }
        }
        assertTrue(idle.await(60, TimeUnit.SECONDS), "the server is not done");
    }

    private void deliver(List<DhcpMessage> to, DhcpMessage message) {
        int fate = chance.nextInt(9);
        if (fate > 0) {
            to.add(message);
        }
        if (fate > 7) {
            to.add(message);
        }
    }

    private void take(DhcpMessage reply) {
        Octets hardware = reply.hardware();
        int machine = (int) hardware.slice(4, 6).number();
        MessageType type = reply.messageType().orElseThrow();
        if (type == OFFER && !offered.containsKey(machine)) {
            offered.put(machine, reply.yiaddr());
        } else if (type == ACK) {
            Inet4Address before = acknowledged.put(machine, reply.yiaddr());
            assertTrue(before == null || before.equals(reply.yiaddr()), "two addresses for " + machine);
        } else if (type == NAK) {
            offered.remove(machine);
        }
    }

    private static MacAddress mac(int machine) {
        return MacAddress.of(String.format("52:54:00:77:%02x:%02x", machine >> 8, machine & 0xff));
    }
}
