package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.OFFER;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.dhcp.codec.KnownOption;

class DiscoverTest {
    private final Lab lab = new Lab();

    @Test
    void offersTheFirstFreeAddressOfThePool() {
        Decision.Reply offer = lab.reply(OFFER, says(DISCOVER));
        assertEquals("192.168.77.100", offer.message().yiaddr().getHostAddress());
        assertEquals(
                Optional.of(Lab.address(Lab.SERVER)), offer.message().options().address(KnownOption.SERVER_IDENTIFIER));
        assertEquals(
                Optional.of(Lab.address("255.255.255.0")),
                offer.message().options().address(KnownOption.SUBNET_MASK));
        assertEquals(3600, Lab.seconds(offer));
        assertEquals(Optional.of(1800L), offer.message().options().number(KnownOption.RENEWAL_TIME));
        assertEquals(Optional.of(3150L), offer.message().options().number(KnownOption.REBINDING_TIME));
        assertEquals(0, lab.store.writes());
    }

    @Test
    void offersTheSameAgainWhateverTheTransaction() {
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER).xid(1)));
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER).xid(1)));
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER).xid(2)));
    }

    @Test
    void oneTransactionNumberOfTwoMachinesIsTwoTransactions() {
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER).number(1).xid(7)));
        assertEquals("192.168.77.101", lab.offered(says(DISCOVER).number(2).xid(7)));
    }

    @Test
    void anOfferWaitsForItsClientAndThenNoLonger() {
        for (int number = 1; number <= 4; number++) {
            lab.offered(says(DISCOVER).number(number));
        }
        lab.after(Duration.ofSeconds(59))
                .drop(Decision.Reason.POOL_EXHAUSTED, says(DISCOVER).number(5));
        assertEquals(
                "192.168.77.100",
                lab.after(Duration.ofSeconds(1)).offered(says(DISCOVER).number(5)));
    }

    @Test
    void whatTheClientAsksForIsOfferedWhenItIsFree() {
        assertEquals("192.168.77.102", lab.offered(says(DISCOVER).number(1).wanting("192.168.77.102")));
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER).number(2).wanting("192.168.77.102")));
        assertEquals("192.168.77.101", lab.offered(says(DISCOVER).number(3).wanting("10.0.0.7")));
    }

    @Test
    void itsEarlierLeaseIsOfferedEvenWhenItIsLongOver() {
        assertEquals("192.168.77.100", lab.lease(1));
        assertEquals("192.168.77.101", lab.lease(2));
        lab.after(Duration.ofDays(30));
        assertEquals("192.168.77.102", lab.offered(says(DISCOVER).number(3)));
        assertEquals("192.168.77.101", lab.offered(says(DISCOVER).number(2).wanting("192.168.77.103")));
    }

    @Test
    void whoeverHasBeenAwayForLongestLosesItsAddressFirst() {
        for (int number = 1; number <= 4; number++) {
            lab.after(Duration.ofMinutes(1)).lease(number);
        }
        lab.after(Duration.ofMinutes(56))
                .drop(Decision.Reason.POOL_EXHAUSTED, says(DISCOVER).number(6).wanting("192.168.77.101"));
        assertEquals(
                "192.168.77.100",
                lab.after(Duration.ofMinutes(3)).offered(says(DISCOVER).number(5)));
    }

    @Test
    void aFullPoolSaysHowSmallItIs() {
        for (int number = 1; number <= 4; number++) {
            lab.lease(number);
        }
        assertEquals(
                "all 4 addresses of 192.168.77.100-192.168.77.103 of 192.168.77.0/24 are taken",
                lab.drop(Decision.Reason.POOL_EXHAUSTED, says(DISCOVER).number(5))
                        .because());
    }

    @Test
    void anAddressThatWasDeletedFromTheStoreIsFoundAgain() {
        for (int number = 1; number <= 4; number++) {
            lab.lease(number);
        }
        Lease second = lab.store.byAddress(Lab.address("192.168.77.101")).orElseThrow();
        lab.store.remove(second);
        lab.after(Duration.ofMinutes(2));
        assertEquals("192.168.77.101", lab.offered(says(DISCOVER).number(5)));
    }

    @Test
    void theAppliancesOwnAndTheRoutersAddressAreNotGiven() {
        lab.with("range", "192.168.77.1-192.168.77.4")
                .with("routers", "192.168.77.2")
                .with("domainNameServers", "192.168.77.3");
        assertEquals("192.168.77.4", lab.offered(says(DISCOVER)));
    }

    @Test
    void aReservationIsForItsMachineAlone() {
        lab.with("reservations", "52:54:00:77:00:09=192.168.77.100,pc9");
        assertEquals("192.168.77.101", lab.offered(says(DISCOVER).number(1).wanting("192.168.77.100")));
        Decision.Reply offer = lab.reply(OFFER, says(DISCOVER).number(9));
        assertEquals("192.168.77.100", offer.message().yiaddr().getHostAddress());
        assertEquals(Optional.of("pc9"), offer.message().options().text(KnownOption.HOST_NAME));
    }

    @Test
    void aReservationHoldsForEveryNameItsHardwareGivesItself() {
        lab.with("reservations", "52:54:00:77:00:09=192.168.77.20");
        assertEquals("192.168.77.20", lab.lease(9));
        assertEquals(
                "192.168.77.20",
                lab.offered(says(DISCOVER).number(9).with(KnownOption.CLIENT_IDENTIFIER, "ff00112233")));
    }

    @Test
    void whileSomebodyHasTheReservedAddressItsMachineGetsAnother() {
        assertEquals("192.168.77.100", lab.lease(1));
        lab.with("reservations", "52:54:00:77:00:09=192.168.77.100");
        assertEquals("192.168.77.101", lab.lease(9));
        lab.after(Duration.ofHours(2));
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER).number(9)));
    }

    @Test
    void firmwareWithoutIdentifierAndLoaderWithOneAreOneMachine() {
        assertEquals("192.168.77.100", lab.lease(0x10));
        assertEquals(
                "192.168.77.100",
                lab.offered(says(DISCOVER).number(0x10).with(KnownOption.CLIENT_IDENTIFIER, "01525400770010")));
    }

    @Test
    void anIdentifierOfAnotherFormIsAnotherClient() {
        assertEquals("192.168.77.100", lab.lease(0x10));
        assertEquals(
                "192.168.77.101",
                lab.offered(says(DISCOVER).number(0x10).with(KnownOption.CLIENT_IDENTIFIER, "ff00112233")));
        lab.acknowledged(says(REQUEST)
                .number(0x10)
                .with(KnownOption.CLIENT_IDENTIFIER, "ff00112233")
                .wanting("192.168.77.101")
                .from(Lab.SERVER));
        assertEquals(1, lab.store.byClient(new ClientKey("id:ff00112233")).size());
    }

    @ParameterizedTest
    @CsvSource({"60,120", "600,600", "4294967295,86400"})
    void theTimeAskedForIsKeptWithinLimits(long asked, long granted) {
        assertEquals(
                granted,
                Lab.seconds(lab.reply(OFFER, says(DISCOVER).with(KnownOption.LEASE_TIME, Long.toString(asked)))));
    }

    @Test
    void withoutAStoreNothingIsOffered() {
        lab.leases = Optional.empty();
        lab.drop(Decision.Reason.NO_LEASE_STORE, says(DISCOVER));
    }

    @Test
    void whereNoSubnetIsNobodyIsAnswered() {
        lab.heardOn = new org.stirrup.net.Link("eth9", 9, Lab.address("10.9.9.1"), 24);
        assertEquals(
                "no subnet is configured for 10.9.9.1/24 on eth9",
                lab.drop(Decision.Reason.NO_SUBNET, says(DISCOVER)).because());
    }

    @Test
    void severalRangesAreOnePool() {
        lab.with("range", "192.168.77.10-192.168.77.10, 192.168.77.20-192.168.77.21");
        assertEquals("192.168.77.10", lab.lease(1));
        assertEquals("192.168.77.20", lab.lease(2));
        assertEquals("192.168.77.21", lab.lease(3));
        lab.drop(Decision.Reason.POOL_EXHAUSTED, says(DISCOVER).number(4));
        assertFalse(lab.store.byAddress(Lab.address("192.168.77.11")).isPresent());
    }
}
