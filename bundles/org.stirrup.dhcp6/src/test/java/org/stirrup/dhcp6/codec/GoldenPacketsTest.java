package org.stirrup.dhcp6.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.dhcp6.Captures;

class GoldenPacketsTest {
    @Test
    void theFirmwaresSolicitForABoot() throws Exception {
        Ipv6Packet packet = Ipv6Packet.decode(Captures.packet("ovmf-pxe-solicit"));
        assertEquals("fe80::5054:ff:fe77:10", Ipv6.text(packet.source()));
        Dhcp6Message message = Dhcp6Codec.decode(packet.datagram());
        assertEquals(MessageType.SOLICIT, message.type());
        assertEquals(List.of(7), message.architectures());
        assertEquals(List.of("PXEClient:Arch:00007:UNDI:003000"), message.vendorClasses());
        assertEquals(List.of(), message.userClasses());
        assertTrue(message.asksFor(Option.BOOT_FILE_URL));
        assertTrue(message.asksFor(Option.BOOT_FILE_PARAMETERS));
        assertTrue(message.asksFor(Option.DNS_SERVERS));
        assertEquals(
                ByteBuffer.wrap(new byte[] {1, 3, 0}),
                message.option(Option.NETWORK_INTERFACE).orElseThrow());
        assertEquals(1, message.associations().size());
        assertEquals(Option.IA_NA, message.associations().get(0).code());
    }

    @Test
    void theFirmwaresSolicitForAnAddressAlone() throws Exception {
        Dhcp6Message message = message("ovmf-address-solicit");
        assertEquals(MessageType.SOLICIT, message.type());
        assertFalse(message.has(Option.CLIENT_ARCHITECTURE));
        assertFalse(message.asksFor(Option.BOOT_FILE_URL));
        assertEquals(4, message.option(Option.CLIENT_ID).orElseThrow().getShort(), "a DUID made of its UUID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ovmf-address-request", "ovmf-pxe-request"})
    void theFirmwaresRequest(String name) throws Exception {
        Dhcp6Message message = message(name);
        assertEquals(MessageType.REQUEST, message.type());
        assertTrue(message.has(Option.SERVER_ID));
        assertEquals(1, message.associations().get(0).addresses().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ovmf-address-solicit", "ovmf-address-request", "ovmf-pxe-solicit", "ovmf-pxe-request"})
    void whatIsWrittenIsReadAsTheSame(String name) throws Exception {
        Dhcp6Message message = message(name);
        assertEquals(message, Dhcp6Codec.decode(Dhcp6Codec.encode(message)));
    }

    /** As a receiver checks it: over all of it, the checksum is zero (RFC 8200, section 8.1). */
    @Test
    void whatIsSentHasARightChecksum() throws Exception {
        ByteBuffer reply = Ipv6Packet.toClient(
                Ipv6.parse("fe80::1"), Ipv6.parse("fe80::2"), ByteBuffer.wrap(new byte[] {7, 1, 2, 3, 4}));
        assertEquals(0, rest(reply, Ipv6Packet.UDP));
        assertEquals(5, Ipv6Packet.decode(reply).datagram().remaining());
        ByteBuffer advertisement = new RouterAdvertisement(Ipv6.parse("fd77::1"), 64, 14400)
                .encode(Ipv6.parse("fe80::1"), Ipv6.parse("ff02::1"), new byte[] {2, 0, 0, 0, 0x77, 0});
        assertEquals(0, rest(advertisement, Ipv6Packet.ICMPV6));
        assertEquals((byte) 0xc0, advertisement.get(45), "flags M and O");
        assertEquals(0, advertisement.getShort(46), "no router for anything beyond the link");
    }

    private static Dhcp6Message message(String name) throws Malformed {
        return Dhcp6Codec.decode(Ipv6Packet.decode(Captures.packet(name)).datagram());
    }

    private static int rest(ByteBuffer packet, int next) {
        long sum = packet.limit() - 40 + next;
        for (int at = 8; at < packet.limit(); at++) {
            sum += at % 2 == 0 ? (packet.get(at) & 0xff) << 8 : packet.get(at) & 0xff;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) (~sum & 0xffff);
    }
}
