package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.NAK;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.lease.Lease;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.OneHost;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.subnet.Identification;

/** Whose a lease is, when firmware, installer and system of one machine call themselves differently. */
class IdentityTest {
    /** As Debian's ifupdown has dhclient send it ({@code -i}), and systemd-networkd: RFC 4361. */
    private static final String SYSTEM = "ff00770010000100012f1d2c3b525400770001";

    private static final String CONTAINER = "ff000000010002000011";

    private final Lab lab = new Lab();

    private static Clients firmware(MessageType type) {
        return says(type).number(1).pxe();
    }

    /** As udhcpc, of which Debian's installer is one, sends it. */
    private static Clients installer(MessageType type) {
        return says(type).number(1).with(61, "01525400770001");
    }

    private static Clients system(MessageType type) {
        return says(type).number(1).with(61, SYSTEM);
    }

    private static Clients container(MessageType type) {
        return says(type).number(1).with(61, CONTAINER);
    }

    /** Address and ACK, as it is sent. */
    private String given(Clients discover, Clients request) {
        String address = lab.offered(discover);
        return confirmed(request.wanting(address).from(Lab.SERVER));
    }

    private String confirmed(Clients request) {
        Decision.Reply reply = lab.reply(ACK, request);
        lab.engine.confirmed(
                request.message(), new Arrival(Lab.LINK, 67, new InetSocketAddress(Ipv4.NONE, 68)), reply, lab.now);
        return reply.message().yiaddr().getHostAddress();
    }

    private String boots() {
        return given(firmware(DISCOVER), firmware(REQUEST));
    }

    private String comesUp() {
        return given(system(DISCOVER), system(REQUEST));
    }

    private long held() {
        return lab.store.page(Optional.empty(), 100).stream()
                .filter(lease -> lease.heldAt(lab.now))
                .count();
    }

    @Test
    void aMachineKeepsItsAddressFromFirmwareToSystemAndThroughTheNextBoot() {
        OneHost directory = new OneHost();
        lab.hosts = Optional.of(directory);
        assertEquals("192.168.77.100", boots());
        lab.after(Duration.ofSeconds(20));
        assertEquals("192.168.77.100", given(installer(DISCOVER), installer(REQUEST)));
        lab.after(Duration.ofMinutes(8));
        assertEquals("192.168.77.100", boots(), "the first start from the disk");
        lab.after(Duration.ofSeconds(25));
        assertEquals("192.168.77.100", comesUp(), "while the offer to its firmware is not over yet");
        assertEquals(1, held());
        assertEquals(
                "id:" + SYSTEM,
                lab.store
                        .byAddress(Ipv4.parse("192.168.77.100"))
                        .orElseThrow()
                        .client()
                        .text());
        assertEquals("192.168.77.100", confirmed(system(REQUEST).using("192.168.77.100")), "and it renews it");

        directory.isAt(1, "192.168.77.100");
        lab.after(Duration.ofMinutes(30));
        assertEquals("192.168.77.100", boots(), "the next boot takes part in what the system has");
        lab.after(Duration.ofSeconds(25));
        assertEquals("192.168.77.100", comesUp());
        assertEquals(1, held());
        assertEquals(List.of("192.168.77.100"), lab.probed, "nobody is asked about an address of one's own");
    }

    @Test
    void systemsWithIdentifiersOfTheirOwnAtOneHardwareAddressStayApart() {
        boots();
        assertEquals("192.168.77.100", comesUp());
        assertEquals("192.168.77.101", given(container(DISCOVER), container(REQUEST)), "ipvlan: the way is over");
        assertEquals("192.168.77.100", confirmed(system(REQUEST).using("192.168.77.100")));
        assertEquals(2, held());
    }

    @Test
    void whatASystemHasByItsHardwareAddressIsNotInherited() {
        boots();
        lab.after(Duration.ofSeconds(20));
        String own = given(installer(DISCOVER), installer(REQUEST));
        assertNotEquals(own, given(container(DISCOVER), container(REQUEST)));
    }

    @Test
    void anotherMachineInheritsNothing() {
        boots();
        assertEquals("192.168.77.101", lab.offered(says(DISCOVER).number(2).with(61, SYSTEM)));
    }

    @Test
    void whoComesLaterThanABootLastsIsAnother() {
        boots();
        lab.after(Duration.ofMinutes(11));
        assertEquals("192.168.77.101", comesUp());
    }

    @Test
    void clientIdSaysWhatTheRfcSays() {
        lab.identity(Identification.CLIENT_ID);
        assertEquals("192.168.77.100", boots());
        assertEquals("192.168.77.101", comesUp());
        assertEquals(2, held());
    }

    @Test
    void chaddrAsksNothingElse() {
        lab.identity(Identification.CHADDR);
        assertEquals("192.168.77.100", boots());
        lab.after(Duration.ofMinutes(20));
        assertEquals("192.168.77.100", comesUp());
        assertEquals("192.168.77.100", given(container(DISCOVER), container(REQUEST)));
        assertEquals(1, held());
        Lease lease = lab.store.byAddress(Ipv4.parse("192.168.77.100")).orElseThrow();
        assertEquals("mac:52:54:00:77:00:01", lease.client().text());
    }

    @Test
    void nobodyTakesAnAddressByClaimingToBeTheSystemOfAnother() {
        boots();
        lab.after(Duration.ofSeconds(20));
        lab.reply(NAK, says(REQUEST).number(2).with(61, SYSTEM).wanting("192.168.77.100"));
    }
}
