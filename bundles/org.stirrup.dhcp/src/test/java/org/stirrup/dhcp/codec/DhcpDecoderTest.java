package org.stirrup.dhcp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stirrup.dhcp.codec.DhcpDecoder.Decoding;

class DhcpDecoderTest {
    /** A request with these bytes where its options are. */
    private static byte[] packet(String optionsHex) {
        byte[] options = HexFormat.of().parseHex(optionsHex);
        ByteBuffer packet = ByteBuffer.allocate(240 + options.length);
        packet.put(new byte[] {1, 1, 6, 0});
        packet.putInt(236, DhcpDecoder.MAGIC_COOKIE);
        packet.put(240, options);
        return packet.array();
    }

    private static DhcpMessage decoded(byte[] packet) {
        return ((Decoding.Decoded) DhcpDecoder.decode(ByteBuffer.wrap(packet))).message();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "35              | option 53 has no length: options ends there",
                "350101 0c04706f | option 12 says 4 bytes, options has 2 left",
                "35020101        | option 53 has 2 bytes in place of 1",
                "350101 350103   | option 53 has 2 bytes in place of 1",
                "350101 3203c0a8 | option 50 says 3 bytes, options has 2 left",
                "350101 3203c0a801 ff | option 50 has 3 bytes in place of 4",
                "350101 36020a00 ff   | option 54 has 2 bytes in place of 4",
                "350101 340101   | option 99 says 99 bytes, file has 126 left"
            })
    void saysWhatIsWrong(String options, String reason) {
        byte[] packet = packet(options.replace(" ", ""));
        Arrays.fill(packet, 108, 236, (byte) 99);
        assertEquals(
                new Decoding.Malformed(
                        reason.replace("says 99 bytes, file has 126 left", "says 99 bytes, file has 25 left")),
                DhcpDecoder.decode(ByteBuffer.wrap(packet)));
    }

    @Test
    void refusesWhatIsNoMessage() {
        assertMalformed(new byte[0], "0 bytes, a header alone has 236");
        assertMalformed(new byte[235], "235 bytes, a header alone has 236");
        byte[] packet = packet("350101ff");
        packet[0] = 3;
        assertMalformed(packet, "op is 3, neither a request (1) nor a reply (2)");
        packet[0] = 1;
        packet[2] = 17;
        assertMalformed(packet, "hlen is 17, chaddr has 16 bytes");
    }

    private static void assertMalformed(byte[] packet, String reason) {
        assertEquals(new Decoding.Malformed(reason), DhcpDecoder.decode(ByteBuffer.wrap(packet)));
    }

    @Test
    void joinsPiecesOfAnOption() {
        DhcpMessage message = decoded(packet("350101 0c026162 0f0178 0c0163 ff 0c0164".replace(" ", "")));
        assertEquals(Optional.of("abc"), message.options().text(KnownOption.HOST_NAME));
        assertEquals(List.of(53, 12, 15), List.copyOf(message.options().values().keySet()));
    }

    @Test
    void readsFileAndThenSnameWhenTheyCarryOptions() {
        byte[] packet = packet("350101 340103 0c0161 ff".replace(" ", ""));
        System.arraycopy(HexFormat.of().parseHex("0c0162ff"), 0, packet, 108, 4);
        System.arraycopy(HexFormat.of().parseHex("0c0163"), 0, packet, 44, 3);
        DhcpMessage message = decoded(packet);
        assertEquals(Optional.of("abc"), message.options().text(KnownOption.HOST_NAME));
        assertEquals("", message.file());
        assertEquals("", message.sname());
        assertTrue(message.options().get(KnownOption.OVERLOAD).isEmpty());
    }

    @Test
    void leavesAFieldAloneThatCarriesNone() {
        byte[] packet = packet("350101 340102 ff".replace(" ", ""));
        packet[108] = 'f';
        assertEquals("f", decoded(packet).file());
    }

    @Test
    void keepsTheVendorAreaOfAClientWithoutCookie() {
        byte[] packet = new byte[300];
        packet[0] = 1;
        packet[236] = 7;
        DhcpMessage message = decoded(packet);
        assertTrue(message.isBootp());
        assertEquals(64, message.vend().orElseThrow().length());
        assertEquals(7, message.vend().orElseThrow().at(0));
    }

    @Test
    void acceptsOptionsThatJustEnd() {
        assertEquals(
                Optional.of(MessageType.DISCOVER), decoded(packet("350101")).messageType());
    }

    @Test
    void knowsNoTypeBeyondTheEight() {
        DhcpMessage message = decoded(packet("35010aff"));
        assertEquals(Optional.empty(), message.messageType());
        assertTrue(!message.isBootp());
    }
}
