package org.stirrup.dhcp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.OFFER;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.MemoryLeases;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.engine.Situation;
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.probe.AddressProbe;
import org.stirrup.dhcp.subnet.Written;

/**
 * Five thousand DISCOVERs a second with made-up addresses, into a pool of two hundred, while fifty machines boot. The
 * clock is the test's own; a machine says what one says: DISCOVER at 0, 4, 12 and 28 seconds, REQUEST 4 after its offer.
 */
@Timeout(180)
class FloodTest {
    private static final int MACHINES = 50;
    private static final int FLOOD_A_SECOND = 5000;
    private static final int LANES = 8;
    private static final List<Integer> ATTEMPTS = List.of(0, 4, 12, 28);

    private final Random chance = new Random(20261125);
    private final FakePorts ports = new FakePorts();
    private final MemoryLeases leases = new MemoryLeases();
    private final DhcpConfiguration configuration = new DhcpConfiguration(false);
    private final Lanes lanes = new Lanes(LANES, 4096);
    private final Map<Integer, Inet4Address> offered = new HashMap<>();
    private final Map<Integer, Integer> offeredAt = new HashMap<>();
    private final Map<Integer, Inet4Address> acknowledged = new HashMap<>();
    private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private Exchange exchange;

    @AfterEach
    void stop() {
        lanes.close();
    }

    /** What happens in each second before machines speak. */
    private interface Second {
        void pass() throws InterruptedException;
    }

    private void start(Second second) throws Exception {
        configuration.addLink(Appliance.ETH1);
        configuration.putSubnet("lan", new Written("lan", Map.of("range", List.of("192.168.77.20-192.168.77.219"))));
        exchange = new Exchange(
                lanes,
                new Saver(Runnable::run, 1000, 1000),
                Guard.OPEN,
                link -> new Situation(
                        configuration.topology(),
                        Optional.of(leases),
                        Optional.of(FixedBoot.pxelinux()),
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
        // The last attempt is made in second 29, its REQUEST four seconds later.
        for (int passed = 0; passed < 36; passed++) {
            second.pass();
            settle();
            machines(passed);
            settle();
            answers(passed);
            now = now.plusSeconds(1);
        }
    }

    /** Every lane has done what it was given. */
    private void settle() throws InterruptedException {
        CountDownLatch idle = new CountDownLatch(LANES);
        for (int lane = 0; lane < LANES; lane++) {
            while (lanes.submit(lane, new Object(), idle::countDown) != Lanes.Admission.TAKEN) {
                Thread.onSpinWait();
            }
        }
        assertTrue(idle.await(60, TimeUnit.SECONDS));
    }

    private void strangers() throws InterruptedException {
        for (int i = 0; i < FLOOD_A_SECOND; i++) {
            byte[] mac = new byte[6];
            chance.nextBytes(mac);
            mac[0] = 2;
            ports.hear(
                    Appliance.ETH1,
                    says(DISCOVER)
                            .hardware(HexFormat.of().formatHex(mac))
                            .xid(i)
                            .message());
            if (i % 100 == 99) {
                // The clock goes on during the second, as a real one does, and only while no lane looks at it: how
                // far the lanes lag behind on a busy machine changes nothing.
                settle();
                now = now.plusMillis(20);
            }
        }
    }

    /** They are switched on when the flood is under way for five seconds. */
    private void machines(int second) {
        for (int machine = 0; machine < MACHINES; machine++) {
            if (offered.containsKey(machine) && !acknowledged.containsKey(machine)) {
                if (second >= offeredAt.get(machine) + 4) {
                    say(
                            says(REQUEST)
                                    .wanting(offered.get(machine).getHostAddress())
                                    .from("192.168.77.1"),
                            machine);
                }
            } else if (!offered.containsKey(machine) && ATTEMPTS.contains(second - 1)) {
                say(says(DISCOVER).pxe(), machine);
            }
        }
    }

    private void say(Clients message, int machine) {
        ports.hear(Appliance.ETH1, message.number(machine).xid(machine).message());
    }

    private void answers(int second) {
        for (Optional<FakePorts.Sent> sent = ports.sentAlready(); sent.isPresent(); sent = ports.sentAlready()) {
            DhcpMessage reply = sent.get().message();
            if (!reply.hardware().slice(0, 4).toString().equals("52540077")) {
                continue;
            }
            int machine = (int) reply.hardware().slice(4, 6).number();
            if (reply.messageType().filter(OFFER::equals).isPresent() && !offered.containsKey(machine)) {
                offered.put(machine, reply.yiaddr());
                offeredAt.put(machine, second);
            } else if (reply.messageType().filter(ACK::equals).isPresent()) {
                acknowledged.put(machine, reply.yiaddr());
            } else {
                assertEquals(Optional.of(OFFER), reply.messageType(), "a machine was refused its address");
            }
        }
    }

    @Test
    void fiftyMachinesBootWhileMadeUpOnesFloodTheirLink() throws Exception {
        start(this::strangers);
        assertEquals(MACHINES, acknowledged.size());
        assertEquals(MACHINES, new HashSet<>(acknowledged.values()).size());
        assertEquals(MACHINES, leases.page(Optional.empty(), 1000).size(), "the flood has no lease");
        String said = exchange.flood().orElseThrow().message();
        assertTrue(
                said.startsWith("more than 200 new clients a second on eth1 did not take what they were offered"),
                said);
    }

    @Test
    void oneMachineThatNeverStopsAskingHindersNobody() throws Exception {
        start(() -> {
            for (int i = 0; i < FLOOD_A_SECOND; i++) {
                ports.hear(
                        Appliance.ETH1,
                        says(DISCOVER).hardware("020000000001").xid(i).message());
            }
        });
        assertEquals(MACHINES, acknowledged.size());
        assertTrue(exchange.flood().isPresent());
    }
}
