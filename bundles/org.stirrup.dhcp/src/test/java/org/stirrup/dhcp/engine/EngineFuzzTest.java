package org.stirrup.dhcp.engine;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.stirrup.dhcp.Captures;
import org.stirrup.dhcp.codec.DhcpDecoder;
import org.stirrup.dhcp.codec.DhcpEncoder;

/** Whatever can be decoded can be decided on, and whatever is decided can be sent. */
class EngineFuzzTest {
    private static final List<byte[]> SEEDS =
            Captures.names().stream().map(Captures::bytes).toList();

    private final Lab lab = new Lab().with("dynamicBootp", "true");

    @Property(tries = 5000)
    void damagedCapturesAreAnsweredOrDropped(
            @ForAll @IntRange(max = 17) int which,
            @ForAll @IntRange(max = 419) int first,
            @ForAll byte firstValue,
            @ForAll @IntRange(min = 236, max = 419) int second,
            @ForAll byte secondValue) {
        byte[] packet = SEEDS.get(which % SEEDS.size()).clone();
        packet[first % packet.length] = firstValue;
        packet[second % packet.length] = secondValue;
        if (DhcpDecoder.decode(ByteBuffer.wrap(packet)) instanceof DhcpDecoder.Decoding.Decoded decoded) {
            Decision decision = lab.decide(decoded.message());
            if (decision instanceof Decision.Commit commit) {
                lab.save(commit);
                commit.reply().ifPresent(EngineFuzzTest::encode);
            } else if (decision instanceof Decision.Reply reply) {
                encode(reply);
            }
        }
    }

    private static void encode(Decision.Reply reply) {
        ByteBuffer payload =
                DhcpEncoder.encode(reply.message(), reply.size().largest()).payload();
        if (!(DhcpDecoder.decode(payload) instanceof DhcpDecoder.Decoding.Decoded)) {
            throw new AssertionError("a reply that cannot be read: " + reply);
        }
    }
}
