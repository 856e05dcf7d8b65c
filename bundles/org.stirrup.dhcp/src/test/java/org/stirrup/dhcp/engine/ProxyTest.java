package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stirrup.dhcp.Clients.bootp;
import static org.stirrup.dhcp.Clients.says;
import static org.stirrup.dhcp.codec.MessageType.ACK;
import static org.stirrup.dhcp.codec.MessageType.DECLINE;
import static org.stirrup.dhcp.codec.MessageType.DISCOVER;
import static org.stirrup.dhcp.codec.MessageType.INFORM;
import static org.stirrup.dhcp.codec.MessageType.NAK;
import static org.stirrup.dhcp.codec.MessageType.OFFER;
import static org.stirrup.dhcp.codec.MessageType.RELEASE;
import static org.stirrup.dhcp.codec.MessageType.REQUEST;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.api.boot.BootClient;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.guard.OtherServer;
import org.stirrup.dhcp.guard.Policy;
import org.stirrup.dhcp.guard.Sighting;
import org.stirrup.dhcp.guard.Stance;

/** Beside another server, 192.168.77.2: what is answered, and what is left to it. */
class ProxyTest {
    private static final String OTHER = "192.168.77.2";
    private static final String UUID = "0044332211665588770099aabbccddeeff";

    private final Lab lab = new Lab().with("mode", "proxy");

    private static Clients uefi(MessageType type) {
        return says(type)
                .with(KnownOption.VENDOR_CLASS, "PXEClient:Arch:00007:UNDI:003000")
                .with(KnownOption.ARCHITECTURE, "7")
                .with(97, UUID);
    }

    private static Clients ipxe(MessageType type) {
        return says(type).pxe().with(KnownOption.USER_CLASS, "iPXE").with(97, UUID);
    }

    private static Clients http(MessageType type) {
        return says(type)
                .with(KnownOption.VENDOR_CLASS, "HTTPClient:Arch:00016:UNDI:003000")
                .with(KnownOption.ARCHITECTURE, "16");
    }

    private void boots(String file) {
        lab.boot = Optional.of(FixedBoot.says("ipxe", file, Map.of()));
    }

    private static Stance aside(Policy policy) {
        OtherServer other = new OtherServer(
                Ipv4.parse(OTHER),
                Optional.empty(),
                Optional.empty(),
                Sighting.Kind.STRANGER,
                false,
                false,
                Instant.EPOCH,
                0);
        return new Stance.Aside(policy, List.of(other));
    }

    /** Byte for byte what dnsmasq was seen to send, which QEMU's BIOS ROM boots from, but for its text. */
    @Test
    void biosFirmwareGetsAMenuOfOneServer() {
        Decision.Reply offer = lab.reply(OFFER, says(DISCOVER).pxe().with(97, UUID));
        DhcpMessage message = offer.message();
        assertEquals(Ipv4.NONE, message.yiaddr());
        assertEquals(Ipv4.parse(Lab.SERVER), message.siaddr());
        assertEquals("", message.file());
        assertEquals(Optional.of("PXEClient"), message.options().text(KnownOption.VENDOR_CLASS));
        assertEquals(UUID, message.options().get(97).orElseThrow().toString());
        assertEquals(
                "060103" // discovery control: ask the servers of option 8, by unicast
                        + "0a0900" + "7078656c696e7578" // prompt: choose the first at once; "pxelinux"
                        + "0807" + "8000" + "01" + "c0a84d01" // boot servers: of type 8000 one, 192.168.77.1
                        + "090b" + "8000" + "08" + "7078656c696e7578" // menu: type 8000, "pxelinux"
                        + "ff",
                message.options().get(KnownOption.VENDOR_SPECIFIC).orElseThrow().toString());
        assertEquals(Optional.empty(), message.options().get(KnownOption.LEASE_TIME));
        assertEquals(Optional.empty(), message.options().get(KnownOption.SUBNET_MASK));
        assertEquals(new Destination(Ipv4.EVERYBODY, 68, Optional.empty()), offer.to());
        assertEquals("no address, pxelinux.0 by pxelinux from port 4011", offer.text());
    }

    @Test
    void uefiFirmwareIsOnlyToldThatABootServerIsHere() {
        boots("ipxe/snponly.efi");
        DhcpMessage offer = lab.reply(OFFER, uefi(DISCOVER)).message();
        assertEquals(Optional.of("PXEClient"), offer.options().text(KnownOption.VENDOR_CLASS));
        assertEquals(Optional.empty(), offer.options().get(KnownOption.VENDOR_SPECIFIC));
        assertEquals("", offer.file());
        assertEquals(Optional.empty(), offer.options().get(KnownOption.BOOT_FILE));
    }

    @Test
    void ipxeIsSentItsScriptWithTheOffer() {
        boots("http://192.168.77.1/ipxe/boot.ipxe");
        DhcpMessage offer = lab.reply(OFFER, ipxe(DISCOVER)).message();
        assertEquals("http://192.168.77.1/ipxe/boot.ipxe", offer.file());
        assertEquals(Optional.empty(), offer.options().get(KnownOption.VENDOR_SPECIFIC));
    }

    @Test
    void uefiHttpBootIsSentItsUriWithTheOffer() {
        boots("http://192.168.77.1/ipxe/snponly.efi");
        DhcpMessage offer = lab.reply(OFFER, http(DISCOVER).with(55, "43")).message();
        assertEquals(Optional.of("HTTPClient"), offer.options().text(KnownOption.VENDOR_CLASS));
        assertEquals(
                Optional.of("http://192.168.77.1/ipxe/snponly.efi"),
                offer.options().text(KnownOption.BOOT_FILE));
    }

    @Test
    void theBootServerAnswersWhereTheQuestionCameFrom() {
        lab.at(Arrival.BOOT_SERVER).sender("192.168.77.30", 68);
        Clients bios = says(REQUEST)
                .with(KnownOption.VENDOR_CLASS, "PXEClient")
                .using("192.168.77.30")
                .broadcast()
                .with(43, "470480000000ff")
                .with(97, UUID)
                .xid(0);
        Decision.Reply ack = lab.reply(ACK, bios);
        assertEquals(new Destination(Ipv4.parse("192.168.77.30"), 68, Optional.empty()), ack.to());
        assertEquals("pxelinux.0", ack.message().file());
        assertEquals(Ipv4.parse(Lab.SERVER), ack.message().siaddr());
        assertEquals(Ipv4.NONE, ack.message().yiaddr());
        assertEquals(
                "470480000000ff", ack.message().options().get(43).orElseThrow().toString());
        assertEquals(UUID, ack.message().options().get(97).orElseThrow().toString());
        assertEquals(Optional.of(Ipv4.parse("192.168.77.30")), ack.client().address());

        boots("ipxe/snponly.efi");
        lab.sender("192.168.77.31", 4011);
        Decision.Reply other = lab.reply(ACK, uefi(REQUEST).using("192.168.77.31"));
        assertEquals(new Destination(Ipv4.parse("192.168.77.31"), 4011, Optional.empty()), other.to());
        assertEquals("ipxe/snponly.efi", other.message().file());
        assertEquals(Optional.empty(), other.message().options().get(43));
    }

    @Test
    void loadersAreToldThatTheAddressIsNotOurs() {
        FixedBoot boot = FixedBoot.pxelinux();
        lab.boot = Optional.of(boot);
        lab.reply(OFFER, says(DISCOVER).pxe());
        assertEquals(BootClient.AddressedBy.ANOTHER_SERVER, boot.asked().get(0).addressedBy());
    }

    @Test
    void whatBootsNothingHearsNothing() {
        for (MessageType type : List.of(DISCOVER, INFORM, DECLINE, RELEASE)) {
            lab.drop(Decision.Reason.ASIDE, says(type).using("192.168.77.30").wanting("192.168.77.30"));
        }
        lab.drop(Decision.Reason.ASIDE, bootp());
        assertEquals(0, lab.store.writes());
    }

    @Test
    void noAddressIsGivenAndNoneRefused() {
        for (Clients client : List.of(
                says(REQUEST).wanting("10.9.9.9"),
                says(REQUEST).wanting("10.9.9.9").from(OTHER))) {
            lab.drop(Decision.Reason.ASIDE, client);
        }
        for (Clients client : List.of(
                says(REQUEST).using("192.168.77.30"),
                says(REQUEST).wanting("192.168.77.30").from(OTHER),
                says(REQUEST).wanting("192.168.77.30").from(Lab.SERVER))) {
            assertInstanceOf(Decision.Learned.class, lab.decide(client));
        }
        assertEquals(0, lab.store.writes());
    }

    /** It is asked for a menu from that address in a moment. */
    @Test
    void whoTakesAnAddressElsewhereIsRemembered() {
        Decision.Learned learned = assertInstanceOf(
                Decision.Learned.class,
                lab.decide(says(REQUEST).pxe().wanting("192.168.77.30").from(OTHER)));
        assertEquals(Optional.of(Ipv4.parse("192.168.77.30")), learned.client().address());
        assertEquals(Optional.of(Ipv4.parse(OTHER)), learned.server());
        assertEquals("192.168.77.30 from the DHCP server 192.168.77.2", learned.text());
        lab.drop(Decision.Reason.ASIDE, says(REQUEST).pxe().wanting("10.1.1.1").from(OTHER));
    }

    @Test
    void whatCannotBootIsSaid() {
        lab.boot = Optional.of(FixedBoot.nothing("pxelinux: not installed"));
        lab.drop(Decision.Reason.NO_LOADER, says(DISCOVER).pxe());
    }

    @Test
    void anotherServerThatWasFoundIsTheSame() {
        lab.with("mode", "server").stance(aside(Policy.PROXY));
        assertEquals(Ipv4.NONE, lab.reply(OFFER, says(DISCOVER).pxe()).message().yiaddr());
        lab.drop(Decision.Reason.ASIDE, says(DISCOVER));
        lab.stance(aside(Policy.SILENT));
        lab.drop(Decision.Reason.ASIDE, says(DISCOVER).pxe());
    }

    @Test
    void whoHasAnAddressFromUsKeepsItWhenAnotherServerIsFound() {
        lab.with("mode", "server");
        String address = lab.lease(1);
        lab.stance(aside(Policy.SILENT));
        assertEquals(address, lab.acknowledged(says(REQUEST).number(1).using(address)));
        assertEquals(address, lab.acknowledged(says(REQUEST).number(1).wanting(address)));
        assertInstanceOf(
                Decision.Learned.class,
                lab.decide(says(REQUEST).number(2).wanting("192.168.77.101").from(OTHER)));
        assertInstanceOf(
                Decision.Commit.class, lab.decide(says(RELEASE).number(1).using(address)));
    }

    @Test
    void whereAnotherServerWasNobodyIsToldThatAnAddressIsWrong() {
        lab.with("mode", "server");
        Clients stranger = says(REQUEST).wanting("192.168.77.30");
        assertEquals(Optional.of(NAK), lab.reply(stranger).message().messageType());
        lab.stance(new Stance.Serving(true));
        assertTrue(lab.decide(stranger) instanceof Decision.Drop);
        assertTrue(lab.decide(says(REQUEST).wanting("10.1.1.1")) instanceof Decision.Drop);
        assertEquals("192.168.77.100", lab.offered(says(DISCOVER)), "but addresses are given");
    }
}
