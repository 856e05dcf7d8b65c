package org.stirrup.ndp.codec;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NdpCodecPropertiesTest {
    @Property
    void noBytesAreTooStrange(@ForAll @Size(max = 200) byte[] bytes) {
        assertNotNull(NdpCodec.decode(ByteBuffer.wrap(bytes)));
    }

    /** Random bytes rarely look like an advertisement: these begin as one, and their checksum is right. */
    @Property
    void aBrokenAdvertisementIsMalformedOrAnother(
            @ForAll @IntRange(max = 103) int at, @ForAll byte changed, @ForAll @IntRange(min = 48, max = 104) int cut) {
        ByteBuffer packet = Captures.packet(Captures.DNSMASQ_ADVERTISEMENT).put(at, changed);
        packet.limit(cut).putShort(4, (short) (cut - 40));
        NdpCodecTest.mend(packet);
        assertNotNull(NdpCodec.decode(packet));
    }

    @Property
    void anOctetThatWasChangedOnTheWayIsNoticed(
            @ForAll @IntRange(min = 8, max = 55) int at, @ForAll @IntRange(min = 1, max = 255) int flipped) {
        ByteBuffer packet = Captures.packet(Captures.IPXE_SOLICITATION);
        packet.put(at, (byte) (packet.get(at) ^ flipped));
        assertInstanceOf(Decoded.Malformed.class, NdpCodec.decode(packet));
    }
}
