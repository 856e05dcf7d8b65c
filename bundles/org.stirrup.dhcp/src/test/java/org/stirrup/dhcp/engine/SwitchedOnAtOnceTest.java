package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.subnet.Limits;
import org.stirrup.net.Link;

/**
 * A thousand machines switched on within a second, on a network that loses a seventh of all messages, doubles a tenth
 * and delays each by up to a second and a half. Machines repeat themselves as RFC 2131, section 4.1, has them do. Some
 * addresses are used by others already. All times are simulated.
 */
class SwitchedOnAtOnceTest {
    private static final int MACHINES = 1000;
    private static final int SQUATTERS = 30;
    private static final long FIRM = 3500;
    private static final Limits LIMITS = new Limits(10, 200);
    private static final Link LINK = new Link("eth1", 2, Ipv4.parse("10.0.0.1"), 16);
    private static final MacAddress SQUATTER = MacAddress.of("02:00:00:00:00:01");

    /** Something that happens, then. */
    private record Event(long millis, long order, Runnable what) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::millis).thenComparingLong(Event::order));
    private final Instant begin = Instant.parse("2026-11-22T12:00:00Z");
    private final Lab lab = new Lab();
    private final Set<Inet4Address> asking = new HashSet<>();
    private final Set<Inet4Address> used = new HashSet<>();
    private final Map<Integer, Machine> machines = new HashMap<>();
    private Situation situation;
    private Random chance;
    private long now;
    private long order;

    private void at(long millis, Runnable what) {
        events.add(new Event(millis, order++, what));
    }

    private Instant time() {
        return begin.plusMillis(now);
    }

    @Property(tries = 3)
    void everybodyGetsAnAddressOfItsOwnAndNobodyIsRefused(@ForAll long seed) throws Exception {
        new SwitchedOnAtOnceTest().run(seed);
    }

    private void run(long seed) throws Exception {
        chance = new Random(seed);
        lab.heardOn = LINK;
        lab.link(LINK).subnet("lan", Map.of("subnet", "10.0.0.0/16", "range", "10.0.1.0-10.0.5.5"));
        situation = lab.situation();
        assertEquals(MACHINES + SQUATTERS, situation.topology().subnets().get(0).poolSize());
        for (int i = 0; i < SQUATTERS; i++) {
            used.add(Ipv4.of(Ipv4.bits(Ipv4.parse("10.0.1.0")) + chance.nextInt(MACHINES + SQUATTERS)));
        }
        for (int number = 0; number < MACHINES; number++) {
            Machine machine = new Machine(number);
            machines.put(number, machine);
            at(chance.nextInt(1000), machine::begin);
        }
        while (!events.isEmpty()) {
            Event event = events.poll();
            now = event.millis();
            event.what().run();
            assertTrue(now < 600_000, "after ten minutes somebody has no address");
        }
        assertTrue(quarantined() > 0, "no address that is in use was come across");
        Set<Inet4Address> given = new HashSet<>();
        for (Machine machine : machines.values()) {
            assertTrue(given.add(machine.address), machine.address + " has two machines");
            assertFalse(used.contains(machine.address), machine.address + " was somebody's before");
            Lease lease = lab.store.byAddress(machine.address).orElseThrow();
            assertEquals(machine.mac(), lease.mac());
            assertEquals(Lease.State.BOUND, lease.state());
        }
    }

    private long quarantined() {
        return lab.store.page(Optional.empty(), 2 * MACHINES).stream()
                .filter(lease -> lease.state() == Lease.State.DECLINED)
                .count();
    }

    /** Brings a message to the other end, or not, or twice, some time later. */
    private void network(Runnable arrival) {
        int copies = chance.nextInt(7) == 0 ? 0 : chance.nextInt(10) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            at(now + chance.nextInt(1500), arrival);
        }
    }

    private void hear(DhcpMessage message) {
        Arrival arrival = new Arrival(LINK, 67, new InetSocketAddress(Ipv4.NONE, 68));
        if (lab.engine.admit(message, arrival, time(), LIMITS).isPresent()) {
            return;
        }
        answer(message, arrival);
    }

    private void answer(DhcpMessage message, Arrival arrival) {
        Decision decision = lab.engine.decide(message, arrival, time(), situation);
        if (decision instanceof Decision.Probe probe) {
            if (asking.add(probe.address())) {
                at(now + probe.patience().toMillis(), () -> {
                    asking.remove(probe.address());
                    settle(probe.address());
                    answer(message, arrival);
                });
            }
        } else if (decision instanceof Decision.Reply reply) {
            send(reply);
        } else if (decision instanceof Decision.Commit commit) {
            assertTrue(lab.save(commit));
            lab.engine.confirmed(message, arrival, commit.reply().orElseThrow(), time());
            commit.reply().ifPresent(this::send);
        } else {
            Decision.Drop drop = (Decision.Drop) decision;
            throw new AssertionError(drop.reason() + ": " + drop.because());
        }
    }

    private void settle(Inet4Address address) {
        try {
            if (used.contains(address)) {
                Optional<LeaseChange> change = lab.engine.answered(
                        address,
                        Optional.of(SQUATTER),
                        time(),
                        situation.topology().defaults(),
                        lab.store);
                assertTrue(change.orElseThrow().apply(lab.store));
            } else {
                lab.engine.silent(address, time(), situation.topology().defaults());
            }
        } catch (LeaseStoreException e) {
            throw new AssertionError(e);
        }
    }

    private void send(Decision.Reply reply) {
        Machine machine =
                machines.get((int) reply.message().hardware().slice(4, 6).number());
        network(() -> machine.hear(reply.message()));
    }

    /** A client: what it says, when it says it again, and when it begins anew. */
    private final class Machine {
        private final int number;
        private int xid;
        private long turn;
        private Inet4Address offer;
        private Inet4Address address;

        private Machine(int number) {
            this.number = number;
        }

        private MacAddress mac() {
            return MacAddress.of(String.format("52:54:00:77:%02x:%02x", number >> 8, number & 0xff));
        }

        private void begin() {
            // Not unique: firmware has been seen to use one for all of its boots.
            xid = number / 3 + chance.nextInt(2);
            offer = null;
            repeat(++turn, 0, Clients.says(MessageType.DISCOVER));
        }

        /** At 0, 4, 12, 28 and 60 seconds, each a second sooner or later; after that all begins again. */
        private void repeat(long mine, int attempt, Clients what) {
            if (turn != mine || address != null) {
                return;
            }
            if (attempt > 4) {
                begin();
                return;
            }
            DhcpMessage message = what.number(number).xid(xid).message();
            network(() -> SwitchedOnAtOnceTest.this.hear(message));
            at(now + (4000L << attempt) - 1000 + chance.nextInt(2000), () -> repeat(mine, attempt + 1, what));
        }

        private void hear(DhcpMessage reply) {
            MessageType type = reply.messageType().orElseThrow();
            assertNotEquals(MessageType.NAK, type, "machine " + number + " was refused " + offer);
            if (type == MessageType.OFFER && offer == null && address == null && reply.xid() == xid) {
                offer = reply.yiaddr();
                long mine = ++turn;
                Clients request = Clients.says(MessageType.REQUEST)
                        .wanting(offer.getHostAddress())
                        .from("10.0.0.1");
                at(now + chance.nextLong(FIRM), () -> repeat(mine, 0, request));
            } else if (type == MessageType.OFFER && offer != null && reply.xid() == xid) {
                assertEquals(offer, reply.yiaddr(), "machine " + number + " was offered two addresses in one attempt");
            } else if (type == MessageType.ACK) {
                assertTrue(address == null || address.equals(reply.yiaddr()), "two addresses for " + number);
                address = reply.yiaddr();
            }
        }
    }
}
