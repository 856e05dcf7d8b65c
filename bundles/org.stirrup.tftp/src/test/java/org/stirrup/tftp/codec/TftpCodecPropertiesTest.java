package org.stirrup.tftp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.stirrup.tftp.codec.TftpPacket.Option;

class TftpCodecPropertiesTest {
    @Property
    void whatIsWrittenIsReadBack(@ForAll("packets") TftpPacket packet) {
        assertEquals(new Decoded.Packet(packet), TftpCodec.decode(TftpCodec.encode(packet)));
    }

    @Property
    void noBytesAreTooStrange(@ForAll @Size(max = 600) byte[] bytes) {
        assertNotNull(TftpCodec.decode(ByteBuffer.wrap(bytes)));
    }

    /** Random bytes rarely look like TFTP: these begin as it does. */
    @Property
    void aBrokenPacketIsMalformedOrAnotherPacket(
            @ForAll("packets") TftpPacket packet,
            @ForAll @IntRange(max = 400) int cut,
            @ForAll @IntRange(max = 400) int at,
            @ForAll byte changed) {
        ByteBuffer datagram = TftpCodec.encode(packet);
        datagram.limit(Math.min(cut, datagram.limit()));
        if (at < datagram.limit()) {
            datagram.put(at, changed);
        }

        Decoded decoded = TftpCodec.decode(datagram);

        if (decoded instanceof Decoded.Malformed malformed) {
            assertFalse(malformed.because().isEmpty());
        } else {
            TftpPacket read = ((Decoded.Packet) decoded).packet();
            assertEquals(new Decoded.Packet(read), TftpCodec.decode(TftpCodec.encode(read)));
        }
    }

    @Provide
    Arbitrary<TftpPacket> packets() {
        Arbitrary<String> text = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('é', '漢', '\n')
                .ofMaxLength(60);
        Arbitrary<String> name = text.filter(n -> !n.isEmpty());
        Arbitrary<List<Option>> options =
                Combinators.combine(name, text).as(Option::new).list().ofMaxSize(5);
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 65535);
        Arbitrary<ByteBuffer> payload =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(512).map(ByteBuffer::wrap);
        return Arbitraries.oneOf(
                Combinators.combine(text, text, options).as(TftpPacket.ReadRequest::new),
                Combinators.combine(text, text, options).as(TftpPacket.WriteRequest::new),
                Combinators.combine(number, payload).as(TftpPacket.Data::new),
                number.map(TftpPacket.Ack::new),
                Combinators.combine(number, text).as((code, message) -> new TftpPacket.Error(code, message)),
                options.map(TftpPacket.OptionAck::new));
    }
}
