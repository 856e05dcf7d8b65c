package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.subnet.Limits;

/**
 * Turns away what is too much, before it costs anything. A client is turned away when it alone sends too much; a client
 * that nobody knows, when too many like it were offered an address and did not take it. A machine asks again after a
 * while and is let in then; a flood of made-up addresses never uses one twice.
 */
final class Gate {
    /** A message that comes again sooner was doubled by the network, and says nothing of its sender. */
    private static final long AGAIN_MILLIS = 500;

    /** What was heard longer ago is another attempt. */
    private static final long ATTEMPT_MILLIS = 60_000;

    private static final int HEARD = 1 << 19;
    private static final int KNOWN = 1 << 17;
    private static final int CLIENTS = 1 << 16;
    private static final int PLACES = 4096;

    /** Seconds over which a client's messages are counted. */
    private static final int WINDOW = 2;

    /** How many times the rate may come at once. */
    private static final int BURST = 10;

    private record Place(String link, Inet4Address relay) {}

    /** New clients that may still come. */
    private static final class Bucket {
        private double tokens;
        private long millis;

        private Bucket(double tokens, long millis) {
            this.tokens = tokens;
            this.millis = millis;
        }
    }

    private final long salt = new SplittableRandom().nextLong();
    private final Memory heard = new Memory(HEARD);
    private final Memory known = new Memory(KNOWN);
    private final AtomicLongArray counts = new AtomicLongArray(CLIENTS);
    private final Map<Place, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Bucket> eldest) {
            return size() > PLACES;
        }
    };

    /** Why a message is not taken; empty when it is. Quick, without waiting. */
    Optional<Decision.Drop> admit(DhcpMessage message, Arrival arrival, Instant now, Limits limits) {
        long key = key(message);
        long millis = now.toEpochMilli();
        if (count(key, millis) > (long) limits.messagesPerClient() * WINDOW) {
            return Optional.of(new Decision.Drop(
                    Decision.Reason.FLOOD,
                    "more than " + limits.messagesPerClient() + " messages a second from one hardware address"));
        }
        Optional<MessageType> type = message.messageType();
        boolean requests = type.filter(MessageType.REQUEST::equals).isPresent();
        boolean wants = message.isBootp()
                || requests
                || type.filter(MessageType.DISCOVER::equals).isPresent();
        if (!wants || known.age(key, millis).isPresent()) {
            return Optional.empty();
        }
        OptionalLong age = heard.age(key, millis);
        boolean fresh = age.isPresent() && age.getAsLong() < ATTEMPT_MILLIS;
        if (!fresh) {
            heard.note(key, millis);
        }
        // It was offered something a moment ago, or asks again.
        if (fresh && (requests || age.getAsLong() >= AGAIN_MILLIS) || take(place(message, arrival), millis, limits)) {
            return Optional.empty();
        }
        return Optional.of(new Decision.Drop(
                Decision.Reason.FLOOD,
                "more than " + limits.newClients() + " new clients a second "
                        + (Ipv4.isNone(message.giaddr())
                                ? "on " + arrival.link().name()
                                : "behind the relay agent " + message.giaddr().getHostAddress())
                        + " did not take what they were offered; those that ask again are answered"));
    }

    /** Whether a client has asked before in this attempt. */
    boolean isReturning(DhcpMessage message, Instant now) {
        long key = key(message);
        long millis = now.toEpochMilli();
        OptionalLong age = heard.age(key, millis);
        return known.age(key, millis).isPresent()
                || age.isPresent() && age.getAsLong() >= AGAIN_MILLIS && age.getAsLong() < ATTEMPT_MILLIS;
    }

    /** The client took what it was offered: it is known from now on, and no part of a flood. */
    void confirmed(DhcpMessage message, Arrival arrival, Instant now) {
        long key = key(message);
        boolean before = known.age(key, now.toEpochMilli()).isPresent();
        known.note(key, now.toEpochMilli());
        if (!before) {
            synchronized (buckets) {
                Bucket bucket = buckets.get(place(message, arrival));
                if (bucket != null) {
                    bucket.tokens++;
                }
            }
        }
    }

    private static Place place(DhcpMessage message, Arrival arrival) {
        return new Place(arrival.link().name(), message.giaddr());
    }

    private boolean take(Place place, long millis, Limits limits) {
        double most = (double) limits.newClients() * BURST;
        synchronized (buckets) {
            Bucket bucket = buckets.computeIfAbsent(place, missing -> new Bucket(most, millis));
            double earned = Math.max(0, millis - bucket.millis) / 1000.0 * limits.newClients();
            bucket.tokens = Math.min(most, bucket.tokens + earned);
            bucket.millis = millis;
            if (bucket.tokens < 1) {
                return false;
            }
            bucket.tokens--;
            return true;
        }
    }

    /** How many messages this is of its client in this stretch of time. A slot: 32 bits of the key, 16 of time, a count. */
    private long count(long key, long millis) {
        int slot = (int) (key & CLIENTS - 1);
        long head = key & ~0xffff_ffffL | (millis / 1000 / WINDOW & 0xffff) << 16;
        long next = counts.updateAndGet(
                slot, there -> (there & ~0xffffL) == head ? there + ((there & 0xffff) < 0xffff ? 1 : 0) : head | 1);
        return next & 0xffff;
    }

    /** Nobody outside can tell which clients share a slot. */
    private long key(DhcpMessage message) {
        Octets bytes = message.hardware();
        if (!Classifier.isEthernet(message)) {
            bytes = bytes.then(
                    message.options().get(KnownOption.CLIENT_IDENTIFIER).orElse(Octets.NONE));
        }
        long hash = salt;
        for (int i = 0; i < bytes.length(); i++) {
            hash = (hash ^ bytes.at(i)) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 29;
        }
        return hash ^ hash >>> 32;
    }
}
