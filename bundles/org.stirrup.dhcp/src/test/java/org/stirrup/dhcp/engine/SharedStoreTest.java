package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.NAK;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.dhcp.MemoryLeases;
import org.stirrup.dhcp.subnet.AddressRange;

/** Two servers with one lease store. */
class SharedStoreTest {
    private final MemoryLeases store = new MemoryLeases();
    private final Lab one = server();
    private final Lab other = server();

    private Lab server() {
        return new Lab(store).with("subnet", "192.168.0.0/16").with("range", "192.168.100.0-192.168.103.255");
    }

    @BeforeEach
    void share() {
        store.share();
    }

    @Test
    void bothOfferAClientTheSameAddress() {
        Set<String> offered = new HashSet<>();
        for (int number = 0; number < 200; number++) {
            String address = one.offered(says(DISCOVER).number(number));
            offered.add(address);
        }
        int same = 0;
        for (int number = 199; number >= 0; number--) {
            String address = other.offered(says(DISCOVER).number(number));
            same += address.equals(one.offered(says(DISCOVER).number(number))) ? 1 : 0;
        }
        assertEquals(200, offered.size(), "no address is offered to two");
        assertTrue(same > 160, same + " of 200: only those whose first places meet differ");
    }

    @Test
    void whoeverLosesTheRaceIsToldToAskAgainAndGetsAnother() {
        String wanted = one.offered(says(DISCOVER).number(1));
        // The other server gives it to another client in the moment between decision and change.
        Decision.Commit late = assertInstanceOf(
                Decision.Commit.class,
                one.decide(says(REQUEST).number(1).wanting(wanted).from(Lab.SERVER)));
        other.acknowledged(says(REQUEST).number(2).wanting(wanted).from(Lab.SERVER));
        assertFalse(one.save(late), "settled by the store");
        one.reply(NAK, says(REQUEST).number(1).wanting(wanted).from(Lab.SERVER));
        assertNotEquals(wanted, one.lease(1));
    }

    @Test
    void aLeaseOfOneIsExtendedByTheOther() {
        String address = one.lease(1);
        other.after(Duration.ofMinutes(30));
        assertEquals(address, other.acknowledged(says(REQUEST).number(1).using(address)));
        assertEquals(address, other.offered(says(DISCOVER).number(1)));
    }

    @Test
    void everyAddressIsFoundWhenThePoolIsNearlyFull() {
        Lab small = server().with("range", "192.168.100.0-192.168.100.199");
        Set<String> given = new HashSet<>();
        for (int number = 0; number < 200; number++) {
            assertTrue(given.add(small.lease(number)), "client " + number);
        }
        small.drop(Decision.Reason.POOL_EXHAUSTED, says(DISCOVER).number(200));
        small.after(Duration.ofHours(2));
        assertTrue(given.contains(small.offered(says(DISCOVER).number(200))));
    }

    @Test
    void aClientsOrderHasEachAddressOnceWhateverThePool() {
        ClientKey client = ClientKey.of(MacAddress.of("52:54:00:77:00:10"));
        for (List<AddressRange> ranges : List.of(
                List.of(AddressRange.parse("10.0.0.7")),
                List.of(AddressRange.parse("10.0.0.0-10.0.0.255")),
                List.of(AddressRange.parse("10.0.0.1-10.0.0.97"), AddressRange.parse("10.0.1.0-10.0.1.2")))) {
            List<Inet4Address> order = new OwnOrder(ranges, client).addresses().toList();
            assertEquals(
                    ranges.stream().mapToLong(AddressRange::size).sum(),
                    Set.copyOf(order).size());
            assertTrue(order.stream().allMatch(address -> ranges.stream().anyMatch(range -> range.contains(address))));
        }
        assertEquals(
                "10.0.0.229",
                new OwnOrder(List.of(AddressRange.parse("10.0.0.0-10.0.0.255")), client)
                        .addresses()
                        .findFirst()
                        .orElseThrow()
                        .getHostAddress(),
                "the same in every version: servers are updated one after the other");
    }
}
