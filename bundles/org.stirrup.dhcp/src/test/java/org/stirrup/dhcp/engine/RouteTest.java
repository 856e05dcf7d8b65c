package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stirrup.dhcp.Clients.bootp;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.INFORM;
import static org.stirrup.dhcp.codec.MessageType.NAK;
import static org.stirrup.dhcp.codec.MessageType.OFFER;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.Clients;
import org.stirrup.net.Link;

/** RFC 2131, section 4.1, sentence by sentence, and which subnet a message belongs to. */
class RouteTest {
    private static final Destination EVERYBODY = to("255.255.255.255", 68);
    private final Lab lab = new Lab();

    private static Destination to(String address, int port) {
        return new Destination(Lab.address(address), port, Optional.empty());
    }

    private Destination offer(Clients client) {
        return lab.reply(OFFER, client).to();
    }

    private Lab relayed() {
        return lab.subnet("far", Map.of("subnet", "10.5.0.0/24", "range", "10.5.0.10-10.5.0.20"));
    }

    @Test
    void aClientWithoutAnAddressIsReachedByItsHardware() {
        assertEquals(
                new Destination(Lab.address("192.168.77.100"), 68, Optional.of(MacAddress.of("52:54:00:77:00:01"))),
                offer(says(DISCOVER).number(1)));
    }

    @Test
    void theBroadcastFlagIsObeyed() {
        assertEquals(EVERYBODY, offer(says(DISCOVER).broadcast()));
        lab.with("dynamicBootp", "true");
        assertEquals(EVERYBODY, lab.reply(bootp().broadcast()).to());
    }

    @Test
    void aRelayAgentGetsItOnTheServersPort() {
        relayed();
        assertEquals(to("10.5.0.1", 67), offer(says(DISCOVER).broadcast().relayedBy("10.5.0.1")));
    }

    @Test
    void aRefusalIsBroadcastWhereverTheClientBelievesToBe() {
        assertEquals(
                EVERYBODY, lab.reply(NAK, says(REQUEST).wanting("10.0.0.9")).to());
        assertEquals(
                EVERYBODY, lab.reply(NAK, says(REQUEST).using("192.168.77.7")).to());
    }

    @Test
    void aRelayAgentIsToldToBroadcastARefusal() {
        relayed();
        Decision.Reply nak =
                lab.reply(NAK, says(REQUEST).wanting("192.168.77.100").relayedBy("10.5.0.1"));
        assertEquals(to("10.5.0.1", 67), nak.to());
        assertEquals(true, nak.message().broadcast());
    }

    @Test
    void anInformWithoutAddressIsAnsweredToEverybody() {
        assertEquals(EVERYBODY, lab.reply(ACK, says(INFORM)).to());
    }

    @Test
    void theRelayAgentsNetworkGivesTheAddress() {
        relayed();
        assertEquals("10.5.0.10", lab.offered(says(DISCOVER).relayedBy("10.5.0.1")));
        assertEquals(
                "no subnet is configured for the relay agent 10.6.0.1",
                lab.drop(Decision.Reason.NO_SUBNET, says(DISCOVER).relayedBy("10.6.0.1"))
                        .because());
    }

    @Test
    void aClientBehindARelayAgentRenewsPastIt() {
        relayed();
        lab.acknowledged(
                says(REQUEST).number(1).wanting("10.5.0.10").from(Lab.SERVER).relayedBy("10.5.0.1"));
        Decision.Reply ack = lab.reply(ACK, says(REQUEST).number(1).using("10.5.0.10"));
        assertEquals(to("10.5.0.10", 68), ack.to());
    }

    @Test
    void aClientThatMovedToAnotherLinkIsTold() {
        Link second = new Link("eth2", 3, Lab.address("10.7.0.1"), 24);
        lab.link(second).subnet("second", Map.of("range", "10.7.0.10-10.7.0.20"));
        assertEquals("192.168.77.100", lab.lease(1));
        lab.heardOn = second;
        assertEquals("10.7.0.10", lab.offered(says(DISCOVER).number(2)));
        assertEquals(
                "192.168.77.100 is not in 10.7.0.0/24",
                lab.reply(NAK, says(REQUEST).number(1).using("192.168.77.100")).text());
    }
}
