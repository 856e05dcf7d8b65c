package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.OFFER;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.codec.Ipv4;

/** Who a client is, when it has no Ethernet card or says more than one thing of itself. */
class HardwareTest {
    private static final String INFINIBAND_ID = "ff00000000000200000002c900" + "0002c90300a1b2c3";

    private final Lab lab = new Lab();

    @Test
    void infiniBandIsKnownByItsIdentifierAndAnsweredByBroadcast() {
        Clients client = Clients.says(DISCOVER).hardware("").hardwareType(32).with(61, INFINIBAND_ID);
        Decision.Reply reply = lab.reply(OFFER, client);
        assertEquals("192.168.77.100", reply.message().yiaddr().getHostAddress());
        assertEquals(Ipv4.EVERYBODY, reply.to().address());
        assertEquals("c9:03:00:a1:b2:c3", reply.client().mac().text());
        lab.acknowledged(Clients.says(REQUEST)
                .hardware("")
                .hardwareType(32)
                .with(61, INFINIBAND_ID)
                .wanting("192.168.77.100")
                .from(Lab.SERVER));
        assertEquals(
                new ClientKey("id:" + INFINIBAND_ID),
                lab.store.byAddress(Lab.address("192.168.77.100")).orElseThrow().client());
    }

    @Test
    void hardwareOfAnotherLengthIsToldApartByAllOfIt() {
        String first =
                lab.offered(Clients.says(DISCOVER).hardware("0011223344556677").hardwareType(27));
        String second =
                lab.offered(Clients.says(DISCOVER).hardware("ff11223344556677").hardwareType(27));
        assertNotEquals(first, second);
        assertEquals(
                first,
                lab.offered(Clients.says(DISCOVER).hardware("0011223344556677").hardwareType(27)));
    }

    @Test
    void anIdentifierMadeOfTheHardwareAddressIsTheHardwareAddress() {
        assertEquals("192.168.77.100", lab.offered(Clients.says(DISCOVER).number(1)));
        assertEquals(
                "192.168.77.100", lab.offered(Clients.says(DISCOVER).number(1).with(61, "01525400770001")));
    }

    @Test
    void anIdentifierMadeOfAnotherMachinesAddressIsNotThatMachine() {
        assertEquals("192.168.77.100", lab.offered(Clients.says(DISCOVER).number(1)));
        assertEquals(
                "192.168.77.101", lab.offered(Clients.says(DISCOVER).number(2).with(61, "01525400770001")));
    }

    @Test
    void aClientThatSaysNothingOfItselfIsDropped() {
        Decision.Drop drop = lab.drop(
                Decision.Reason.HARDWARE, Clients.says(DISCOVER).hardware("").hardwareType(32));
        assertEquals(
                "hardware address '' of type 32 and no client identifier: nothing to know the client by",
                drop.because());
        assertEquals(
                Optional.empty(),
                Classifier.mac(Clients.says(DISCOVER).hardware("000000000000").message()));
    }
}
