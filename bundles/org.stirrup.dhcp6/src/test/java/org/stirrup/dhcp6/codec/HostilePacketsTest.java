package org.stirrup.dhcp6.codec;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp6.Captures;
import org.stirrup.dhcp6.rules.AddressBook;
import org.stirrup.dhcp6.rules.Arrival;
import org.stirrup.dhcp6.rules.Decision;
import org.stirrup.dhcp6.rules.Network;
import org.stirrup.dhcp6.rules.Rules;
import org.stirrup.dhcp6.rules.Settings;

/** Whatever comes, it is a message or it is said what is wrong with it; what is a message gets an answer or a reason. */
class HostilePacketsTest {
    private static final MacAddress MAC = new MacAddress("52:54:00:77:00:10");
    private static final Settings SETTINGS =
            new Settings(14400, List.of(Ipv6.parse("fd77::53")), List.of("quiet"), Map.of());

    private final Rules rules = new Rules(SETTINGS, new AddressBook());

    static List<String> captures() {
        return Captures.names();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void cutShortAnywhere(String name) throws Exception {
        ByteBuffer whole = Captures.packet(name);
        for (int length = 0; length < whole.remaining(); length++) {
            ByteBuffer part = whole.slice(0, length);
            assertThrows(Malformed.class, () -> Ipv6Packet.decode(part), length + " octets");
        }
        ByteBuffer message = Ipv6Packet.decode(whole).datagram();
        for (int length = 0; length < message.remaining(); length++) {
            handled(message.slice(0, length));
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void anyOctetChanged(String name) throws Exception {
        byte[] octets = new byte[Captures.packet(name).remaining()];
        for (int at = 0; at < octets.length; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                Captures.packet(name).get(octets);
                octets[at] = (byte) value;
                try {
                    handled(Ipv6Packet.decode(ByteBuffer.wrap(octets)).datagram());
                } catch (Malformed e) {
                    assertTrue(!e.getMessage().isBlank(), "says why");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void manyOctetsChanged(String name) throws Exception {
        ByteBuffer message = Ipv6Packet.decode(Captures.packet(name)).datagram();
        byte[] octets = new byte[message.remaining()];
        Random random = new Random(8415);
        for (int round = 0; round < 2_000; round++) {
            message.duplicate().get(octets);
            for (int changes = random.nextInt(8) + 1; changes > 0; changes--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            handled(ByteBuffer.wrap(octets));
        }
    }

    /** What a client names is sent back to it: never more than goes into a packet. */
    @Test
    void endlessIdentifiersAndCardsAreNotEchoed() throws Exception {
        ByteBuffer duid = ByteBuffer.allocate(4 + 4 + 1200);
        duid.putInt(1 << 24 | 7).putShort((short) Option.CLIENT_ID).putShort((short) 1200);
        handled(duid.rewind());
        ByteBuffer cards = ByteBuffer.allocate(4 + 4 + 10 + 80 * 16);
        cards.putInt(1 << 24 | 7)
                .putShort((short) Option.CLIENT_ID)
                .putShort((short) 10)
                .position(18);
        for (int i = 0; i < 80; i++) {
            cards.putShort((short) Option.IA_NA).putShort((short) 12).putInt(i).putLong(0);
        }
        handled(cards.rewind());
    }

    private void handled(ByteBuffer message) throws Exception {
        Dhcp6Message decoded;
        try {
            decoded = Dhcp6Codec.decode(message);
        } catch (Malformed e) {
            assertTrue(!e.getMessage().isBlank(), "says why");
            return;
        }
        Arrival arrival = new Arrival(
                MAC,
                "br0",
                (Inet4Address) InetAddress.getByName("192.168.77.1"),
                Arrival.serverId(MAC),
                new Network(Ipv6.parse("fd77::1"), 64));
        if (rules.decide(decoded, arrival, Optional.empty()) instanceof Decision.Reply reply) {
            assertTrue(Dhcp6Codec.encode(reply.message()).remaining() <= Dhcp6Codec.LONGEST);
        }
    }
}
