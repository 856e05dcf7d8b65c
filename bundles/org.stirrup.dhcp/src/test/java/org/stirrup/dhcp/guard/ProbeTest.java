package org.stirrup.dhcp.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Options;

class ProbeTest {
    private static final Inet4Address OWN = Ipv4.parse("192.168.77.5");
    private static final InetSocketAddress SERVER = new InetSocketAddress(Ipv4.parse("192.168.77.2"), 67);
    private static final DhcpMessage DISCOVER = Probe.discover(OWN, 7, Probe.State.LOOKING, Probe.Way.CLIENT);

    private static DhcpMessage reply(MessageType type, String yiaddr, String... server) {
        Options options = Options.NONE.withNumber(KnownOption.MESSAGE_TYPE, type.code());
        for (String identifier : server) {
            options = options.withAddress(KnownOption.SERVER_IDENTIFIER, Ipv4.parse(identifier));
        }
        return DISCOVER.reply(0, Ipv4.NONE, Ipv4.parse(yiaddr), Ipv4.NONE, "", options);
    }

    @Test
    void whoeverReadsAnotherServersLogKnowsWhoAsked() {
        assertEquals("02:53:54:a8:4d:05", Probe.mac(OWN).text());
        assertEquals(Optional.of("stirrup-probe"), DISCOVER.options().text(KnownOption.HOST_NAME));
        assertEquals(
                Optional.of("Stirrup:looking:192.168.77.5"), DISCOVER.options().text(KnownOption.VENDOR_CLASS));
    }

    @Test
    void anotherStirrupKnowsItFromAClient() {
        for (Probe.State state : Probe.State.values()) {
            assertEquals(Optional.of(new Probe.Sender(OWN, state)), Probe.sender(Probe.inform(OWN, 7, state)));
        }
        Clients forged =
                Clients.says(MessageType.DISCOVER).with(KnownOption.VENDOR_CLASS, "Stirrup:serving:192.168.77.5");
        assertEquals(Optional.empty(), Probe.sender(forged.message()), "its hardware address is another");
        Clients nonsense =
                Clients.says(MessageType.DISCOVER).with(KnownOption.VENDOR_CLASS, "Stirrup:serving:192.168.77.555");
        assertEquals(Optional.empty(), Probe.sender(nonsense.message()));
    }

    @Test
    void whereAnotherProgramHasTheClientsPortItAsksAsARelayAgent() {
        DhcpMessage relayed = Probe.discover(OWN, 7, Probe.State.SERVING, Probe.Way.RELAY);
        assertEquals(OWN, relayed.giaddr());
        assertEquals(1, relayed.hops());
        assertEquals(Ipv4.NONE, DISCOVER.giaddr());
        assertEquals(OWN, Probe.inform(OWN, 7, Probe.State.SERVING).ciaddr());
    }

    @Test
    void whatGivesOrRefusesAddressesIsAServer() {
        Sighting offer = Sighting.ofReply(reply(MessageType.OFFER, "192.168.77.99", "192.168.77.3"), SERVER)
                .orElseThrow();
        assertEquals(Ipv4.parse("192.168.77.3"), offer.server());
        assertEquals(Optional.of(SERVER.getAddress()), offer.from().map(Inet4Address.class::cast));
        assertEquals(Sighting.Kind.STRANGER, offer.kind());
        Sighting nameless =
                Sighting.ofReply(reply(MessageType.ACK, "0.0.0.0"), SERVER).orElseThrow();
        assertEquals(Ipv4.parse("192.168.77.2"), nameless.server());
        assertEquals(true, nameless.informs());
        assertEquals(false, offer.informs());
    }

    @Test
    void aProxyOrAClientIsNone() {
        assertEquals(Optional.empty(), Sighting.ofReply(reply(MessageType.OFFER, "0.0.0.0", "192.168.77.3"), SERVER));
        assertEquals(Optional.empty(), Sighting.ofReply(DISCOVER, SERVER));
        assertEquals(Optional.empty(), Sighting.ofRequest(DISCOVER));
    }

    @Test
    void aClientThatTakesAnOfferTellsWhose() {
        Clients taking = Clients.says(MessageType.REQUEST).wanting("10.0.0.9").from("10.0.0.1");
        assertEquals(
                Optional.of(new Sighting(Ipv4.parse("10.0.0.1"), Optional.empty(), Sighting.Kind.STRANGER, false)),
                Sighting.ofRequest(taking.message()));
        assertEquals(
                Optional.empty(),
                Sighting.ofRequest(taking.relayedBy("10.0.0.2").message()),
                "on another link");
    }

    @Test
    void aStirrupThatServesSaysSo() {
        DhcpMessage inform = Probe.inform(OWN, 7, Probe.State.LOOKING);
        Sighting seen = Sighting.ofReply(Probe.answer(inform, Ipv4.parse("192.168.77.2")), SERVER)
                .orElseThrow();
        assertEquals(Sighting.Kind.STIRRUP, seen.kind());
    }
}
