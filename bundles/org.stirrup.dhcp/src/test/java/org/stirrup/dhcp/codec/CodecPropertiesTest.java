package org.stirrup.dhcp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.stirrup.dhcp.Captures;
import org.stirrup.dhcp.codec.DhcpDecoder.Decoding;
import org.stirrup.dhcp.codec.DhcpEncoder.Encoded;

class CodecPropertiesTest {
    private static final List<byte[]> SEEDS =
            Captures.names().stream().map(Captures::bytes).toList();

    @Provide
    Arbitrary<DhcpMessage> messages() {
        Arbitrary<Octets> values =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Octets::of);
        Arbitrary<Integer> codes = Arbitraries.integers()
                .between(1, 254)
                .filter(code -> !List.of(50, 51, 52, 53, 54, 57).contains(code));
        Arbitrary<Options> options =
                Arbitraries.maps(codes, values).ofMaxSize(6).map(map -> new Options(new HashMap<>(map)));
        Arbitrary<String> file =
                Arbitraries.strings().withCharRange((char) 1, (char) 255).ofMaxLength(127);
        Arbitrary<Integer> shorts = Arbitraries.integers().between(0, 0xffff);
        Arbitrary<Octets> hardware =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(16).map(Octets::of);
        return Combinators.combine(options, file, shorts, hardware, Arbitraries.integers(), Arbitraries.of(true, false))
                .as((some, name, number, chaddr, bits, reply) -> new DhcpMessage(
                        reply ? DhcpMessage.Op.REPLY : DhcpMessage.Op.REQUEST,
                        number & 0xff,
                        chaddr,
                        number >> 8,
                        bits,
                        number,
                        number ^ 0xffff,
                        Ipv4.of(bits),
                        Ipv4.of(~bits),
                        Ipv4.of(bits + 1L),
                        Ipv4.of(bits - 1L),
                        name.length() % 2 == 0 ? "" : name.substring(0, Math.min(63, name.length())),
                        name.length() % 3 == 0 ? "" : name,
                        Optional.empty(),
                        some));
    }

    @Property
    void whatIsEncodedIsDecoded(@ForAll("messages") DhcpMessage message) {
        Encoded encoded = DhcpEncoder.encode(message, 4096);
        assertEquals(List.of(), encoded.dropped());
        assertEquals(new Decoding.Decoded(message), DhcpDecoder.decode(encoded.payload()));
    }

    @Property
    void aLimitIsKeptAndOnlyWhatWasDroppedIsMissing(
            @ForAll("messages") DhcpMessage message, @ForAll @IntRange(min = 300, max = 1472) int limit) {
        Encoded encoded = DhcpEncoder.encode(message, limit);
        assertTrue(encoded.payload().remaining() <= limit);
        DhcpMessage back = ((Decoding.Decoded) DhcpDecoder.decode(encoded.payload())).message();
        assertEquals(message.file(), back.file());
        assertEquals(message.sname(), back.sname());
        Map<Integer, Octets> rest = new HashMap<>(message.options().values());
        encoded.dropped().forEach(rest::remove);
        assertEquals(rest, back.options().values());
    }

    @Property
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 600) byte[] bytes) {
        DhcpDecoder.decode(ByteBuffer.wrap(bytes));
    }

    @Property
    void anyOptionsAreReadOrRefused(@ForAll @Size(max = 400) byte[] bytes) {
        ByteBuffer packet = ByteBuffer.allocate(240 + bytes.length);
        packet.put(0, (byte) 1).putInt(236, DhcpDecoder.MAGIC_COOKIE).put(240, bytes);
        DhcpDecoder.decode(packet);
    }

    @Property(tries = 3000)
    void captureWithDamageIsReadOrRefused(
            @ForAll @IntRange(max = 17) int which,
            @ForAll @IntRange(min = 236, max = 419) int at,
            @ForAll byte value,
            @ForAll @IntRange(max = 420) int cut) {
        byte[] seed = SEEDS.get(which % SEEDS.size()).clone();
        seed[at % seed.length] = value;
        Decoding decoding = DhcpDecoder.decode(ByteBuffer.wrap(seed, 0, seed.length - cut % seed.length));
        if (decoding instanceof Decoding.Decoded decoded) {
            DhcpEncoder.encode(decoded.message(), 1472);
        }
    }
}
