package org.stirrup.tftp.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stirrup.tftp.codec.TftpPacket.Ack;
import org.stirrup.tftp.codec.TftpPacket.Data;
import org.stirrup.tftp.codec.TftpPacket.Error;
import org.stirrup.tftp.codec.TftpPacket.Option;
import org.stirrup.tftp.codec.TftpPacket.OptionAck;
import org.stirrup.tftp.codec.TftpPacket.ReadRequest;
import org.stirrup.tftp.codec.TftpPacket.WriteRequest;

/** Datagrams as clients send them, byte by byte; {@code |} stands for a zero byte. */
class TftpCodecTest {
    static Stream<Arguments> packets() {
        return Stream.of(
                arguments(
                        "\0\1pxelinux.0|octet|blksize|1432|tsize|0|",
                        new ReadRequest(
                                "pxelinux.0",
                                "octet",
                                List.of(new Option("blksize", "1432"), new Option("tsize", "0")))),
                arguments("\0\1/grub/grub.cfg|OCTET|", new ReadRequest("/grub/grub.cfg", "OCTET", List.of())),
                arguments("\0\2passwd|netascii|", new WriteRequest("passwd", "netascii", List.of())),
                arguments("\0\3\u00ff\u00fehello", new Data(65534, ByteBuffer.wrap("hello".getBytes(ISO_8859_1)))),
                arguments("\0\3\0\7", new Data(7, ByteBuffer.allocate(0))),
                arguments("\0\4\u0080\0", new Ack(32768)),
                arguments(
                        "\0\5\0\10User aborted the transfer|",
                        new Error(ErrorCode.OPTION_NEGOTIATION, "User aborted the transfer")),
                arguments(
                        "\0\6blksize|1468|windowsize|4|",
                        new OptionAck(List.of(new Option("blksize", "1468"), new Option("windowsize", "4")))));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void readsAndWrites(String wire, TftpPacket packet) {
        ByteBuffer datagram = wire(wire);

        assertEquals(new Decoded.Packet(packet), TftpCodec.decode(datagram));
        assertEquals(datagram, TftpCodec.encode(packet));
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                arguments("", "datagram of 0 bytes"),
                arguments("\0", "datagram of 1 bytes"),
                arguments("\0\0", "opcode 0"),
                arguments("\0\7", "opcode 7"),
                arguments("\0\1pxelinux.0", "read request whose file name has no end"),
                arguments("\0\1pxelinux.0|", "read request without a mode"),
                arguments("\0\1pxelinux.0|octet", "read request without a mode"),
                arguments("\0\2x|octet|blksize|14", "write request with an option that has no end"),
                arguments("\0\1x|octet|blksize|", "read request with an option that has no end"),
                arguments("\0\3\1", "data of 3 bytes"),
                arguments("\0\4\1", "acknowledgement of 3 bytes"),
                arguments("\0\5", "error of 2 bytes"),
                arguments("\0\6tsize", "option acknowledgement with an option that has no end"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void saysWhatIsWrong(String wire, String because) {
        assertEquals(new Decoded.Malformed(because), TftpCodec.decode(wire(wire)));
    }

    @Test
    void zerosAfterTheRequestAreFilling() {
        assertEquals(
                new Decoded.Packet(new ReadRequest("a", "octet", List.of(new Option("tsize", "0")))),
                TftpCodec.decode(wire("\0\1a|octet|tsize|0|||||")));
    }

    @Test
    void anErrorsTextNeedsNoEnd() {
        assertEquals(new Decoded.Packet(new Error(0, "aborted")), TftpCodec.decode(wire("\0\5\0\0aborted")));
    }

    @Test
    void aNameIsUtf8OrElseLatin1() {
        assertEquals(
                new Decoded.Packet(new ReadRequest("é", "octet", List.of())),
                TftpCodec.decode(wire("\0\1\u00c3\u00a9|octet|")));
        assertEquals(
                new Decoded.Packet(new ReadRequest("é", "octet", List.of())),
                TftpCodec.decode(wire("\0\1\u00e9|octet|")));
    }

    private static ByteBuffer wire(String text) {
        return ByteBuffer.wrap(text.replace('|', '\0').getBytes(ISO_8859_1));
    }
}
