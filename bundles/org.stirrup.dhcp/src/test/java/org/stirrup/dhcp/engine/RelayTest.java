package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.OFFER;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.Octets;

class RelayTest {
    private static final String AGENT = "10.1.0.254";

    private final Lab lab = new Lab().subnet("far", Map.of("subnet", "10.1.0.0/24", "range", "10.1.0.100-10.1.0.110"));

    private static Clients discover() {
        return Clients.says(DISCOVER).number(1);
    }

    @Test
    void theAgentsAddressTellsTheSubnetAndItsOptionComesBackWhole() {
        Decision.Reply reply = lab.reply(OFFER, discover().relayedBy(AGENT).with(82, "010203040900"));
        assertEquals("10.1.0.100", reply.message().yiaddr().getHostAddress());
        assertEquals(
                Optional.of(Octets.ofHex("010203040900")),
                reply.message().options().get(82));
        assertEquals(new Destination(Lab.address(AGENT), 67, Optional.empty()), reply.to());
    }

    @Test
    void linkSelectionAndSubnetSelectionComeBeforeTheAgentsAddress() {
        Decision.Reply linked =
                lab.reply(OFFER, discover().relayedBy("192.168.77.2").with(82, "05040a010000"));
        assertEquals("10.1.0.100", linked.message().yiaddr().getHostAddress());
        assertEquals("192.168.77.2", linked.to().address().getHostAddress());
        Decision.Reply selected = lab.reply(
                OFFER,
                Clients.says(DISCOVER).number(2).relayedBy("192.168.77.2").with(118, "0a010000"));
        assertEquals("10.1.0.101", selected.message().yiaddr().getHostAddress());
        assertEquals(
                Optional.of(Octets.ofHex("0a010000")),
                selected.message().options().get(118));
        assertEquals(
                "no subnet is configured for 172.16.0.0, which the relay agent 192.168.77.2 names",
                lab.drop(
                                Decision.Reason.NO_SUBNET,
                                discover().relayedBy("192.168.77.2").with(82, "0504ac100000"))
                        .because());
    }

    @Test
    void aClientTakesTheAgentForTheServerWhenTheAgentSaysSo() {
        String override = "0b040a0100fe";
        Decision.Reply reply = lab.reply(OFFER, discover().relayedBy(AGENT).with(82, override));
        assertEquals(Optional.of(Lab.address(AGENT)), reply.message().options().address(KnownOption.SERVER_IDENTIFIER));
        lab.reply(
                ACK,
                Clients.says(REQUEST)
                        .number(1)
                        .relayedBy(AGENT)
                        .wanting("10.1.0.100")
                        .from(AGENT)
                        .with(82, override));
        lab.drop(
                Decision.Reason.OTHER_SERVER,
                Clients.says(REQUEST)
                        .number(1)
                        .relayedBy(AGENT)
                        .wanting("10.1.0.100")
                        .from("10.1.0.253"));
    }

    @Test
    void aClientBehindAnAgentRenewsPastIt() {
        lab.reply(OFFER, discover().relayedBy(AGENT));
        lab.reply(
                ACK,
                Clients.says(REQUEST)
                        .number(1)
                        .relayedBy(AGENT)
                        .wanting("10.1.0.100")
                        .from(Lab.SERVER));
        Decision.Reply reply = lab.reply(ACK, Clients.says(REQUEST).number(1).using("10.1.0.100"));
        assertEquals("10.1.0.100", reply.to().address().getHostAddress());
    }

    @Property(tries = 500)
    void anythingInOption82ComesBackAsItWas(@ForAll @Size(min = 1, max = 255) byte[] said) {
        Lab own = new Lab();
        Decision decision = own.decide(
                discover().relayedBy("192.168.77.2").with(82, Octets.of(said).toString()));
        if (decision instanceof Decision.Reply reply) {
            assertEquals(Optional.of(Octets.of(said)), reply.message().options().get(82));
        } else {
            // Bytes 05 04 may name a subnet that is not there; nothing else is a reason to be silent.
            assertEquals(Decision.Reason.NO_SUBNET, ((Decision.Drop) decision).reason());
        }
    }
}
