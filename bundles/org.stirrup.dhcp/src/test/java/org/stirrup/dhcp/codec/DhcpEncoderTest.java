package org.stirrup.dhcp.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stirrup.dhcp.codec.DhcpDecoder.Decoding;
import org.stirrup.dhcp.codec.DhcpEncoder.Encoded;

class DhcpEncoderTest {
    private static final Options TYPED = Messages.typed(MessageType.OFFER);

    private static DhcpMessage reply(String file, Options options) {
        return Messages.request(Options.NONE).reply(0, Ipv4.NONE, Ipv4.NONE, Ipv4.NONE, file, options);
    }

    private static DhcpMessage decoded(Encoded encoded) {
        return ((Decoding.Decoded) DhcpDecoder.decode(encoded.payload())).message();
    }

    @Test
    void isNeverShorterThanBootpAllows() {
        assertEquals(300, DhcpEncoder.encode(reply("", TYPED), 548).payload().remaining());
    }

    @Test
    void typeComesFirstAndRelayAgentLast() {
        Options options = Options.NONE
                .with(82, Octets.ofHex("0104abcd"))
                .with(250, Octets.ofHex("01"))
                .with(KnownOption.MESSAGE_TYPE, Octets.ofNumber(2, 1));
        ByteBuffer payload = DhcpEncoder.encode(reply("", options), 548).payload();
        assertEquals(53, payload.get(240));
        assertEquals(82, payload.get(240 + 3 + 3));
        assertEquals((byte) 255, payload.get(240 + 3 + 3 + 6));
    }

    @Test
    void whatDoesNotFitGoesIntoTheFreeFields() {
        Options options = TYPED.with(200, Octets.of(new byte[50]))
                .with(201, Octets.of(new byte[100]))
                .with(202, Octets.of(new byte[40]));
        Encoded encoded = DhcpEncoder.encode(reply("", options), 300);
        assertEquals(300, encoded.payload().remaining());
        assertEquals(List.of(), encoded.dropped());
        assertEquals(options, decoded(encoded).options());
    }

    @Test
    void aFileKeepsItsFieldAndTheLeastUsefulIsDropped() {
        Options options = TYPED.with(200, Octets.of(new byte[50]))
                .with(201, Octets.of(new byte[100]))
                .with(KnownOption.ROUTERS, Octets.ofHex("c0a80102"));
        Encoded encoded = DhcpEncoder.encode(reply("pxelinux.0", options), 300);
        assertEquals(List.of(201), encoded.dropped());
        DhcpMessage message = decoded(encoded);
        assertEquals("pxelinux.0", message.file());
        assertTrue(message.options().has(KnownOption.ROUTERS));
        assertTrue(message.options().get(200).isPresent());
    }

    @Test
    void longOptionsAreSentInPieces() {
        Options options = TYPED.with(224, Octets.of(new byte[600]));
        Encoded encoded = DhcpEncoder.encode(reply("", options), 1472);
        assertEquals(options, decoded(encoded).options());
        assertEquals((byte) 255, encoded.payload().get(240 + 3 + 1));
    }

    @Test
    void aRelayAgentsOptionThatFillsTheMessageIsLeftOut() {
        Options options = TYPED.with(82, Octets.of(new byte[100]));
        Encoded encoded = DhcpEncoder.encode(reply("", options), 300);
        assertEquals(List.of(82), encoded.dropped());
        assertEquals(TYPED, decoded(encoded).options());
    }

    @Test
    void noOptionsWithoutCookie() {
        DhcpMessage old = new DhcpMessage(
                DhcpMessage.Op.REQUEST,
                1,
                Octets.ofHex("525400770010"),
                0,
                1,
                0,
                0,
                Ipv4.NONE,
                Ipv4.NONE,
                Ipv4.NONE,
                Ipv4.NONE,
                "",
                "",
                Optional.of(Octets.NONE),
                Options.NONE);
        ByteBuffer payload = DhcpEncoder.encode(old.reply(0, Ipv4.NONE, Ipv4.NONE, Ipv4.NONE, "f", TYPED), 300)
                .payload();
        assertEquals(300, payload.remaining());
        assertEquals(0, payload.getInt(236));
    }

    @Test
    void refusesALimitNoClientHas() {
        DhcpMessage message = reply("", TYPED);
        assertThrows(IllegalArgumentException.class, () -> DhcpEncoder.encode(message, 299));
    }
}
