package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.NAK;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.lease.Lease;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Options;

class RequestTest {
    private final Lab lab = new Lab();

    private static Clients selecting(int number, String address) {
        return says(REQUEST).number(number).wanting(address).from(Lab.SERVER);
    }

    private static Clients rebooting(int number, String address) {
        return says(REQUEST).number(number).wanting(address);
    }

    private static Clients extending(int number, String address) {
        return says(REQUEST).number(number).using(address);
    }

    private String refusal(Clients client) {
        Decision.Reply nak = lab.reply(NAK, client);
        assertEquals("0.0.0.0", nak.message().yiaddr().getHostAddress());
        assertEquals("0.0.0.0", nak.message().ciaddr().getHostAddress());
        assertFalse(nak.message().options().has(KnownOption.LEASE_TIME));
        assertEquals(Optional.of(nak.text()), nak.message().options().text(KnownOption.MESSAGE));
        return nak.text();
    }

    @Test
    void theLeaseIsSavedBeforeTheAnswer() {
        lab.offered(says(DISCOVER).number(1));
        Decision.Commit commit = assertInstanceOf(Decision.Commit.class, lab.decide(selecting(1, "192.168.77.100")));
        assertTrue(lab.store.byAddress(Lab.address("192.168.77.100")).isEmpty());
        assertTrue(lab.save(commit));
        Lease lease = lab.store.byAddress(Lab.address("192.168.77.100")).orElseThrow();
        assertEquals(Lease.State.BOUND, lease.state());
        assertEquals(Optional.of(lab.now.plusSeconds(3600)), lease.expires());
        assertEquals(Optional.of(ACK), commit.reply().orElseThrow().message().messageType());
    }

    @Test
    void aRequestThatComesAgainIsAnsweredFromTheLease() {
        lab.lease(1);
        lab.after(Duration.ofSeconds(4));
        Decision.Reply again = assertInstanceOf(Decision.Reply.class, lab.decide(selecting(1, "192.168.77.100")));
        assertEquals(3596, Lab.seconds(again));
        assertEquals(1, lab.store.writes());
    }

    @Test
    void whoTakesAnotherServersOfferGivesUsBackOurs() {
        lab.offered(says(DISCOVER).number(1));
        lab.drop(
                Decision.Reason.OTHER_SERVER,
                says(REQUEST).number(1).wanting("10.1.1.7").from("10.1.1.1"));
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER).number(2).wanting("192.168.77.100")));
    }

    @Test
    void anOfferThatWentToSomebodyElseIsRefused() {
        lab.offered(says(DISCOVER).number(1));
        lab.after(Duration.ofMinutes(2)).offered(says(DISCOVER).number(2).wanting("192.168.77.100"));
        assertEquals("192.168.77.100 is another machine's", refusal(selecting(1, "192.168.77.100")));
    }

    @Test
    void anOfferOfBeforeARestartIsKept() {
        assertEquals("192.168.77.102", lab.acknowledged(selecting(1, "192.168.77.102")));
    }

    @Test
    void anAddressOutsideThePoolIsRefused() {
        assertEquals("192.168.77.7 is not among the addresses given here", refusal(selecting(1, "192.168.77.7")));
    }

    @Test
    void aMachineComesBackWithItsAddress() {
        lab.lease(1);
        lab.after(Duration.ofMinutes(20));
        assertEquals("192.168.77.100", lab.acknowledged(rebooting(1, "192.168.77.100")));
        assertEquals(
                Optional.of(lab.now.plusSeconds(3600)),
                lab.store.byAddress(Lab.address("192.168.77.100")).orElseThrow().expires());
    }

    @Test
    void aMachineFromAnotherNetworkIsToldSo() {
        assertEquals("10.0.0.5 is not in 192.168.77.0/24", refusal(rebooting(1, "10.0.0.5")));
        lab.notAuthoritative();
        lab.drop(Decision.Reason.UNKNOWN_LEASE, rebooting(1, "10.0.0.5"));
    }

    @Test
    void anUnknownLeaseIsTakenOverByTheOneServerAndIgnoredByASecond() {
        lab.notAuthoritative();
        lab.drop(Decision.Reason.UNKNOWN_LEASE, rebooting(1, "192.168.77.101"));
        Lab only = new Lab();
        assertEquals("192.168.77.101", only.acknowledged(rebooting(1, "192.168.77.101")));
    }

    @Test
    void anotherMachinesAddressIsRefused() {
        lab.lease(1);
        assertEquals("192.168.77.100 is another machine's", refusal(rebooting(2, "192.168.77.100")));
        assertEquals("192.168.77.100 is another machine's", refusal(extending(2, "192.168.77.100")));
    }

    @Test
    void aLeaseOutlivesItsOffer() {
        lab.lease(1);
        lab.after(Duration.ofMinutes(10));
        assertEquals("192.168.77.100 is another machine's", refusal(rebooting(2, "192.168.77.100")));
        assertEquals("192.168.77.100 is another machine's", refusal(selecting(2, "192.168.77.100")));
        assertEquals("192.168.77.101", lab.offered(says(DISCOVER).number(2).wanting("192.168.77.100")));
    }

    @Test
    void aLeaseIsExtendedAndTheAnswerGoesToItsAddress() {
        lab.lease(1);
        lab.after(Duration.ofMinutes(30));
        Decision.Reply ack = lab.reply(ACK, extending(1, "192.168.77.100"));
        assertEquals("192.168.77.100", ack.to().address().getHostAddress());
        assertEquals("192.168.77.100", ack.message().ciaddr().getHostAddress());
        assertEquals("192.168.77.100", ack.message().yiaddr().getHostAddress());
        assertEquals(
                Optional.of(lab.now.plusSeconds(3600)),
                lab.store.byAddress(Lab.address("192.168.77.100")).orElseThrow().expires());
    }

    @Test
    void anAddressThatWasReservedInTheMeantimeIsNotExtended() {
        lab.lease(1);
        lab.with("reservations", "52:54:00:77:00:09=192.168.77.100");
        assertEquals("192.168.77.100 is not among the addresses given here", refusal(extending(1, "192.168.77.100")));
    }

    @Test
    void aMachineWithAReservationIsSentThere() {
        lab.lease(1);
        lab.with("reservations", "52:54:00:77:00:01=192.168.77.50");
        assertEquals("192.168.77.50 is reserved for this machine", refusal(extending(1, "192.168.77.100")));
        assertEquals("192.168.77.50", lab.lease(1));
    }

    @Test
    void aRequestForNothingIsNonsense() {
        lab.drop(Decision.Reason.NONSENSE, says(REQUEST).number(1));
    }

    @Test
    void whileNobodyCanStartItAMachineThatBootsIsNotConfirmed() {
        lab.lease(1);
        lab.boot = Optional.of(FixedBoot.nothing("pxelinux: not mine"));
        lab.drop(Decision.Reason.NO_LOADER, selecting(1, "192.168.77.100").pxe());
        assertEquals(
                "192.168.77.100",
                lab.acknowledged(extending(1, "192.168.77.100").pxe()));
    }

    @Test
    void aChangeOfAnotherServerInBetweenIsNoticed() {
        Decision.Commit first = assertInstanceOf(Decision.Commit.class, lab.decide(selecting(1, "192.168.77.100")));
        assertTrue(lab.save(first));
        assertFalse(lab.save(first));
        lab.after(Duration.ofHours(2));
        Decision.Commit second = assertInstanceOf(Decision.Commit.class, lab.decide(selecting(1, "192.168.77.100")));
        assertInstanceOf(LeaseChange.Replace.class, second.change());
    }

    @Test
    void whatItCallsItselfIsKeptWhenItIsAHostName() {
        lab.acknowledged(selecting(1, "192.168.77.100").with(KnownOption.HOST_NAME, "pc1"));
        lab.acknowledged(selecting(2, "192.168.77.101").with(KnownOption.HOST_NAME, "<script>"));
        assertEquals(
                Optional.of("pc1"),
                lab.store.byAddress(Lab.address("192.168.77.100")).orElseThrow().hostname());
        assertEquals(
                Optional.empty(),
                lab.store.byAddress(Lab.address("192.168.77.101")).orElseThrow().hostname());
    }

    @Test
    void identifierAndRelayAgentsWordsComeBack() {
        Options options = lab.reply(
                        ACK,
                        selecting(1, "192.168.77.100")
                                .with(82, "0104deadbeef")
                                .with(KnownOption.CLIENT_IDENTIFIER, "01525400770001"))
                .message()
                .options();
        assertEquals("0104deadbeef", options.get(82).orElseThrow().toString());
        assertEquals("01525400770001", options.get(61).orElseThrow().toString());
    }
}
