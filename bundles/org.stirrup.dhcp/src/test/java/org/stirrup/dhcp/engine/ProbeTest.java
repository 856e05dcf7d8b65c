package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.RELEASE;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.Lease;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.subnet.Defaults;

/** Whom a client has to wait for, and whom not. */
class ProbeTest {
    private final Lab lab = new Lab();

    @Test
    void anAddressIsAskedAboutBeforeItsFirstUseAndNotAgain() {
        lab.lease(1);
        assertEquals(List.of("192.168.77.100"), lab.probed);
        lab.after(Duration.ofDays(2));
        lab.lease(1);
        lab.decide(Clients.says(RELEASE).number(1).using("192.168.77.100").from(Lab.SERVER));
        lab.lease(1);
        assertEquals(List.of("192.168.77.100"), lab.probed, "a client that had it is not delayed");
        lab.lease(2);
        assertEquals(List.of("192.168.77.100", "192.168.77.101"), lab.probed);
    }

    @Test
    void neitherReservedNorRelayedAddressesAreAskedAbout() {
        lab.with("reservations", "52:54:00:77:00:01=192.168.77.50");
        lab.subnet("far", Map.of("subnet", "10.1.0.0/24", "range", "10.1.0.100-10.1.0.110"));
        assertEquals("192.168.77.50", lab.lease(1));
        lab.offered(Clients.says(DISCOVER).number(2).relayedBy("10.1.0.254"));
        assertEquals(List.of(), lab.probed);
    }

    @Test
    void whereSomebodyAnswersNobodyGetsTheAddressForAWhile() throws Exception {
        Optional<MacAddress> squatter = Optional.of(MacAddress.of("52:54:00:99:00:01"));
        LeaseChange change = lab.engine
                .answered(Lab.address("192.168.77.100"), squatter, lab.now, Defaults.STANDARD, lab.store)
                .orElseThrow();
        assertEquals(true, change.apply(lab.store));
        assertEquals(Lease.State.DECLINED, change.next().state());
        assertEquals("192.168.77.101", lab.lease(1));
        lab.after(Duration.ofHours(2));
        assertEquals("192.168.77.102", lab.lease(2));
    }

    @Test
    void aLeaseThatCameMeanwhileCounts() throws Exception {
        lab.lease(1);
        assertEquals(
                Optional.empty(),
                lab.engine.answered(
                        Lab.address("192.168.77.100"), Optional.empty(), lab.now, Defaults.STANDARD, lab.store));
    }
}
