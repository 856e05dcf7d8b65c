package org.stirrup.ndp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.ndp.codec.NdpMessage.Advertisement;
import org.stirrup.ndp.codec.NdpMessage.Solicitation;

class NdpCodecTest {
    private static final int PREFIX = 3;
    private static final int MTU = 5;

    @Test
    void iPxeAsksForARouter() {
        assertEquals(new Solicitation(Captures.IPXE), message(Captures.IPXE_SOLICITATION));
    }

    @Test
    void aRouterSaysWhatHolds() {
        Advertisement router = (Advertisement) message(Captures.DNSMASQ_ADVERTISEMENT);
        assertEquals(new Advertisement(Captures.DNSMASQ, 1800, false, false, Set.of(1, PREFIX, MTU)), router);
        assertFalse(router.isEmpty());
    }

    @Test
    void whatWeSaySaysNothing() {
        ByteBuffer written = NdpCodec.emptyAdvertisement(Captures.STIRRUP, Captures.IPXE);
        assertEquals(Captures.EMPTY_ADVERTISEMENT, HexFormat.of().formatHex(written.array()));
        Advertisement read = (Advertisement) message(Captures.EMPTY_ADVERTISEMENT);
        assertEquals(new Advertisement(Captures.STIRRUP, 0, false, false, Set.of()), read);
        assertTrue(read.isEmpty());
    }

    @Test
    void weAskAsNobody() {
        Decoded decoded = NdpCodec.decode(NdpCodec.solicitation(Captures.address("ff02::2")));
        assertEquals(new Decoded.Message(new Solicitation(Captures.address("::"))), decoded);
    }

    @Test
    void aRouterThatOnlyNamesDhcpV6IsOne() {
        assertFalse(new Advertisement(Captures.DNSMASQ, 0, true, false, Set.of()).isEmpty());
        assertFalse(new Advertisement(Captures.DNSMASQ, 0, false, true, Set.of()).isEmpty());
        assertFalse(new Advertisement(Captures.DNSMASQ, 0, false, false, Set.of(PREFIX)).isEmpty());
        assertTrue(new Advertisement(Captures.DNSMASQ, 0, false, false, Set.of(1)).isEmpty());
    }

    /** The captured solicitation with one octet changed, and its checksum set right again where that is said. */
    @ParameterizedTest
    @CsvSource({
        "0, 45, false, no IPv6",
        "5, 200, false, ICMPv6 of 200 octets",
        "5, 4, false, ICMPv6 of 4 octets",
        "6, 17, false, ICMPv6 of 16 octets",
        "7, 64, false, hop limit 64",
        "55, 1, false, the checksum is wrong",
        "41, 1, true, ICMPv6 code 1",
        "40, 135, true, ICMPv6 type 135",
        "49, 0, true, an option without a length",
        "49, 2, true, one that ends after the packet"
    })
    void aBrokenPacketIsCalledByItsName(int at, int value, boolean mended, String because) {
        ByteBuffer packet = Captures.packet(Captures.IPXE_SOLICITATION).put(at, (byte) value);
        if (mended) {
            mend(packet);
        }
        Decoded.Malformed malformed = assertInstanceOf(Decoded.Malformed.class, NdpCodec.decode(packet));
        assertTrue(malformed.because().contains(because), malformed.because());
    }

    @Test
    void anAdvertisementMustBeOfTheLink() {
        ByteBuffer packet = Captures.packet(Captures.DNSMASQ_ADVERTISEMENT).put(8, (byte) 0xfd);
        mend(packet);
        assertInstanceOf(Decoded.Malformed.class, NdpCodec.decode(packet));
    }

    @Test
    void whoHasNoAddressHasNoHardwareAddressEither() {
        ByteBuffer packet = Captures.packet(Captures.IPXE_SOLICITATION).put(8, new byte[16]);
        mend(packet);
        assertInstanceOf(Decoded.Malformed.class, NdpCodec.decode(packet));
    }

    @Test
    void paddingOfAShortFrameIsNotRead() {
        ByteBuffer padded = ByteBuffer.allocate(100)
                .put(Captures.packet(Captures.IPXE_SOLICITATION))
                .rewind();
        assertEquals(new Decoded.Message(new Solicitation(Captures.IPXE)), NdpCodec.decode(padded));
    }

    private static NdpMessage message(String hex) {
        return assertInstanceOf(Decoded.Message.class, NdpCodec.decode(Captures.packet(hex)))
                .message();
    }

    /** Sets the checksum right, by the other way to count it: in complements, one word after the other. */
    static void mend(ByteBuffer packet) {
        packet.putShort(42, (short) 0);
        int sum = packet.limit() - 40 + 58;
        for (int at = 8; at < packet.limit(); at += 2) {
            int word = at + 1 < packet.limit()
                    ? Short.toUnsignedInt(packet.getShort(at))
                    : Byte.toUnsignedInt(packet.get(at)) << 8;
            sum += word;
            sum = sum > 0xffff ? sum - 0xffff : sum;
        }
        packet.putShort(42, (short) ~sum);
    }
}
