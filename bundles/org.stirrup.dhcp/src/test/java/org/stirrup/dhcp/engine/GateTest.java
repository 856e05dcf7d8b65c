package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.RELEASE;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.subnet.Limits;

class GateTest {
    private static final Limits LIMITS = new Limits(5, 10);
    private static final Arrival ARRIVAL = new Arrival(Lab.LINK, 67, new InetSocketAddress(Ipv4.NONE, 68));

    private final Gate gate = new Gate();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    private boolean admits(Clients client) {
        return gate.admit(client.message(), ARRIVAL, now, LIMITS).isEmpty();
    }

    private static Clients discover(int number) {
        return Clients.says(DISCOVER).number(number);
    }

    private int admitted(int from, int to) {
        int count = 0;
        for (int number = from; number < to; number++) {
            count += admits(discover(number)) ? 1 : 0;
        }
        return count;
    }

    @Test
    void newClientsComeInABurstAndThenAtARate() {
        assertEquals(100, admitted(0, 1000));
        now = now.plusMillis(1000);
        assertEquals(10, admitted(1000, 2000));
    }

    @Test
    void aClientThatAsksAgainIsLetIn() {
        admitted(0, 1000);
        assertFalse(admits(discover(5000)));
        now = now.plusMillis(20);
        assertFalse(admits(discover(5000)), "doubled by the network");
        now = now.plusMillis(3980);
        assertTrue(admits(discover(5000)));
        assertTrue(admits(Clients.says(REQUEST).number(5000).wanting("192.168.77.100")));
        assertTrue(gate.isReturning(discover(5000).message(), now));
        assertFalse(gate.isReturning(discover(7).message(), Instant.parse("2026-11-22T12:00:00Z")));
    }

    @Test
    void whoTookItsOfferIsKnownAndCountsNoMore() {
        for (int number = 0; number < 1000; number++) {
            assertTrue(admits(discover(number)), "client " + number);
            gate.confirmed(discover(number).message(), ARRIVAL, now);
        }
        admitted(1000, 2000);
        now = now.plusSeconds(4000);
        admitted(2000, 3000);
        assertTrue(admits(discover(3)));
        assertTrue(admits(Clients.says(REQUEST).number(4).wanting("192.168.77.100")));
    }

    @Test
    void oneClientAloneIsHeldToItsRate() {
        int taken = 0;
        for (int i = 0; i < 1000; i++) {
            taken += admits(Clients.says(RELEASE).number(1).xid(i)) ? 1 : 0;
        }
        assertEquals(10, taken);
        assertTrue(admits(Clients.says(RELEASE).number(2)));
        now = now.plusSeconds(2);
        assertTrue(admits(Clients.says(RELEASE).number(1)));
    }

    @Test
    void behindAnotherRelayAgentNothingIsLost() {
        admitted(0, 1000);
        assertFalse(admits(discover(5001)));
        assertTrue(admits(discover(5002).relayedBy("10.1.0.1")));
    }
}
