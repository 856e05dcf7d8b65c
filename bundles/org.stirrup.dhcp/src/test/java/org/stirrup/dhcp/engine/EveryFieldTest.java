package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stirrup.api.host.Host;
import org.stirrup.dhcp.Captures;
import org.stirrup.dhcp.OneHost;
import org.stirrup.dhcp.codec.DhcpDecoder;
import org.stirrup.dhcp.codec.DhcpDecoder.Decoding.Decoded;
import org.stirrup.dhcp.codec.DhcpEncoder;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.subnet.Limits;

/**
 * Each field of what real firmware sent, changed in every way that may hurt: each byte of the header, each option's code,
 * length and value. The server has everything configured that looks at a message. Nothing is thrown, what is answered can
 * be read, time and memory stay small.
 */
@Timeout(180)
class EveryFieldTest {
    private static final int OPTIONS = 240;
    private static final int[] BYTES = {0x00, 0x01, 0x80, 0xff};

    /** The whole pool and each reservation. */
    private static final int ADDRESSES = 60;

    private static final Limits LIMITS = new Limits(1000, 100_000);

    private final Lab lab = new Lab();
    private Situation situation;
    private long messages;
    private long answers;
    private long slowest;

    /** Where an option begins, and how long its value is. */
    private record Place(int at, int length) {}

    private void prepare() {
        OneHost hosts = new OneHost();
        hosts.is(0x10, Host.State.INSTALLED);
        lab.hosts = Optional.of(hosts);
        lab.with("range", "192.168.77.100-192.168.77.119")
                .with("sharedNetwork", "floor")
                .with("dynamicBootp", "true")
                .with("domainName", "lab.example")
                .with("reservations", "id:0x01525400770010=192.168.77.50 circuit:port=192.168.77.51")
                .with("options", "domain-search=a.example, b.example; 121=10.0.0.0/8 via 192.168.77.2; 43=hex:010203");
        lab.subnet(
                "second",
                Map.of(
                        "subnet",
                        "192.168.78.0/24",
                        "sharedNetwork",
                        "floor",
                        "range",
                        "192.168.78.100-192.168.78.119"));
        lab.pool("pool", "range=192.168.77.200-192.168.77.209", "allow=firmware", "deny=failed");
        lab.inClass("firmware", "vendorClass=*Client:Arch:*", "architecture=bios,7", "options=209=text:x");
        lab.inClass("relayed", "relay=192.168.77.0/24", "remote=*", "userClass=*");
        lab.inClass("odd", "uuid=4*", "option=57=uint16:1472; 61=hex:01");
        lab.host("pc", "client=52:54:00:77:00:11", "hostname=pc11", "leaseSeconds=900");
        situation = lab.situation();
    }

    @Test
    void nothingIsThrownAndEverythingEnds() {
        prepare();
        long start = cpuNanos();
        for (String name : Captures.names()) {
            byte[] capture = Captures.bytes(name);
            header(capture);
            options(capture);
        }
        assertTrue(messages > 30_000, messages + " messages");
        assertTrue(answers > messages / 10, answers + " of " + messages + " were answered");
        assertTrue(lab.store.page(Optional.empty(), 10_000).size() <= ADDRESSES, "more leases than addresses");
        Duration each = Duration.ofNanos((cpuNanos() - start) / messages);
        assertTrue(each.compareTo(Duration.ofMillis(2)) < 0, "a message takes " + each);
        assertTrue(slowest < Duration.ofSeconds(5).toNanos(), "one took " + Duration.ofNanos(slowest));
    }

    private void header(byte[] capture) {
        for (int at = 0; at < OPTIONS; at++) {
            for (int value : BYTES) {
                changed(capture, at, value);
            }
        }
    }

    private void options(byte[] capture) {
        for (Place place : places(capture)) {
            // Together the captures have each code in each kind of place.
            for (int code = (int) (messages % 5); code < 256; code += 5) {
                changed(capture, place.at(), code);
            }
            for (int length = 0; length < 256; length += length < 20 ? 1 : 17) {
                changed(capture, place.at() + 1, length);
            }
            for (int i = 0; i < place.length(); i++) {
                for (int value : BYTES) {
                    changed(capture, place.at() + 2 + i, value);
                }
            }
        }
        for (int cut = OPTIONS; cut < capture.length; cut++) {
            bring(ByteBuffer.wrap(capture, 0, cut));
        }
        // Option 52 has the server read options out of fields that are text here.
        for (int overload = 0; overload < 5; overload++) {
            inserted(capture, new byte[] {52, 1, (byte) overload});
        }
        for (int code : List.of(61, 77, 81, 82, 93, 97, 118, 119, 121)) {
            for (int length = 0; length < 40; length++) {
                byte[] option = new byte[2 + length];
                Arrays.fill(option, (byte) (length * 7 + 1));
                option[0] = (byte) code;
                option[1] = (byte) length;
                inserted(capture, option);
            }
        }
    }

    private static List<Place> places(byte[] capture) {
        List<Place> places = new ArrayList<>();
        int at = OPTIONS;
        while (at + 1 < capture.length && (capture[at] & 0xff) != 255) {
            if (capture[at] == 0) {
                at++;
                continue;
            }
            int length = capture[at + 1] & 0xff;
            places.add(new Place(at, Math.min(length, capture.length - at - 2)));
            at += 2 + length;
        }
        return places;
    }

    private void changed(byte[] capture, int at, int value) {
        if (at >= capture.length) {
            return;
        }
        byte[] packet = capture.clone();
        packet[at] = (byte) value;
        bring(ByteBuffer.wrap(packet));
    }

    private void inserted(byte[] capture, byte[] option) {
        ByteBuffer packet = ByteBuffer.allocate(capture.length + option.length);
        packet.put(capture, 0, OPTIONS).put(option).put(capture, OPTIONS, capture.length - OPTIONS);
        bring(packet.flip());
    }

    private void bring(ByteBuffer packet) {
        messages++;
        long start = cpuNanos();
        if (DhcpDecoder.decode(packet) instanceof Decoded decoded) {
            // Now and then, so that leases end and offers are let pass.
            lab.after(Duration.ofSeconds(messages % 100 == 0 ? 30 : 0));
            Arrival arrival = new Arrival(Lab.LINK, 67, new InetSocketAddress(Ipv4.NONE, 68));
            lab.engine.admit(decoded.message(), arrival, lab.now, LIMITS);
            Decision decision = lab.engine.decide(decoded.message(), arrival, lab.now, situation);
            if (decision instanceof Decision.Probe probe) {
                lab.engine.silent(probe.address(), lab.now, situation.topology().defaults());
                decision = lab.engine.decide(decoded.message(), arrival, lab.now, situation);
            }
            Consumer<Decision.Reply> sent = reply -> {
                answers++;
                assertInstanceOf(
                        Decoded.class,
                        DhcpDecoder.decode(
                                DhcpEncoder.encode(reply.message(), reply.size().largest())
                                        .payload()));
            };
            if (decision instanceof Decision.Reply reply) {
                sent.accept(reply);
            } else if (decision instanceof Decision.Commit commit) {
                lab.save(commit);
                commit.reply().ifPresent(sent);
            }
        }
        slowest = Math.max(slowest, cpuNanos() - start);
    }

    /** What this thread has worked so far, however busy the machine is with other things. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
