package org.stirrup.dhcp.server;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.DhcpDecoder;
import org.stirrup.dhcp.codec.DhcpDecoder.Decoding;
import org.stirrup.dhcp.codec.DhcpEncoder;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.engine.Arrival;
import org.stirrup.dhcp.engine.Decision;
import org.stirrup.dhcp.engine.Engine;
import org.stirrup.dhcp.engine.Situation;
import org.stirrup.net.Link;
import org.stirrup.net.UdpPort;

/**
 * Takes a datagram through decoding, decision, saving and sending. The network's thread only decodes; the rest is done
 * on a lane, where saving may wait.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** How often a decision is made anew because the store had changed in between. */
    private static final int ATTEMPTS = 4;

    private final Engine engine = new Engine();
    private final Throttle failures = new Throttle(Duration.ofMinutes(1));
    private final Lanes lanes;
    private final Supplier<Situation> situation;
    private final JournalLines journal;
    private final Runnable changed;
    private final InstantSource clock;
    private volatile Optional<String> storeFailure = Optional.empty();

    /** @param changed told after each change of the store */
    Exchange(Lanes lanes, Supplier<Situation> situation, JournalLines journal, Runnable changed, InstantSource clock) {
        this.lanes = lanes;
        this.situation = situation;
        this.journal = journal;
        this.changed = changed;
        this.clock = clock;
    }

    /** Messages that are the same for every purpose but their place in time. */
    private record Sameness(Octets hardware, int xid, Optional<MessageType> type, Optional<Octets> wanted) {
        static Sameness of(DhcpMessage message) {
            return new Sameness(
                    message.hardware(),
                    message.xid(),
                    message.messageType(),
                    message.options().get(KnownOption.REQUESTED_ADDRESS));
        }
    }

    void received(UdpPort port, Link link, InetSocketAddress from, ByteBuffer payload) {
        long start = System.nanoTime();
        Decoding decoding = DhcpDecoder.decode(payload);
        if (decoding instanceof Decoding.Malformed malformed) {
            journal.malformed(malformed.reason(), from.getAddress().getHostAddress(), link, clock.instant());
            return;
        }
        DhcpMessage message = ((Decoding.Decoded) decoding).message();
        Arrival arrival = new Arrival(link, from);
        Lanes.Admission admission =
                lanes.submit(message.hardware(), Sameness.of(message), () -> handle(port, message, arrival, start));
        if (admission == Lanes.Admission.FULL) {
            drop(message, arrival, Decision.Reason.OVERLOAD, "more is waiting than can be answered in time");
        }
    }

    private void handle(UdpPort port, DhcpMessage message, Arrival arrival, long start) {
        try {
            answer(port, message, arrival, start);
        } catch (RuntimeException e) {
            // A plugin that was asked, or a fault of ours: this client loses a packet, nobody loses the port.
            fault(
                    "a message from " + message.hardware() + " on "
                            + arrival.link().name() + " was not answered",
                    e);
            drop(message, arrival, Decision.Reason.FAILED, "failed here, the log has more: " + e);
        }
    }

    private void answer(UdpPort port, DhcpMessage message, Arrival arrival, long start) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Situation now = situation.get();
            Decision decision = engine.decide(message, arrival, clock.instant(), now);
            if (attempt == 0 && isTold(decision)) {
                journal.heard(message, arrival.link());
            }
            if (decision instanceof Decision.Drop drop) {
                drop(message, arrival, drop.reason(), drop.because());
                return;
            }
            if (decision instanceof Decision.Reply reply) {
                send(port, arrival, now, reply, start);
                return;
            }
            Decision.Commit commit = (Decision.Commit) decision;
            Optional<Boolean> saved =
                    save(commit, message, arrival, now.leases().orElseThrow());
            if (saved.isEmpty()) {
                return;
            }
            if (saved.get()) {
                commit.reply()
                        .ifPresentOrElse(
                                reply -> send(port, arrival, now, reply, start),
                                () -> journal.saved(message, arrival.link(), commit.text()));
                changed.run();
                return;
            }
        }
        drop(message, arrival, Decision.Reason.CONTENDED, "the lease was changed by others at the same time");
    }

    /** Whether what was heard is a line of its own: not what is told now and then, nor what has its outcome's line. */
    private static boolean isTold(Decision decision) {
        if (decision instanceof Decision.Drop drop) {
            return drop.reason() != Decision.Reason.NO_SUBNET
                    && drop.reason() != Decision.Reason.NONSENSE
                    && drop.reason() != Decision.Reason.HARDWARE;
        }
        return !(decision instanceof Decision.Commit commit) || commit.reply().isPresent();
    }

    /** @return whether it was saved; empty when the store failed, which is told here */
    private Optional<Boolean> save(Decision.Commit commit, DhcpMessage message, Arrival arrival, LeaseStore store) {
        try {
            boolean saved = commit.change().apply(store);
            storeFailure = Optional.empty();
            return Optional.of(saved);
        } catch (LeaseStoreException e) {
            String address = commit.change().next().address().getHostAddress();
            fault("the lease of " + address + " was not saved, so it was not given", e);
            drop(message, arrival, Decision.Reason.LEASE_STORE_FAILED, e.getMessage());
            return Optional.empty();
        }
    }

    private void send(UdpPort port, Arrival arrival, Situation now, Decision.Reply reply, long start) {
        boolean gives = !Ipv4.isNone(reply.message().yiaddr());
        boolean offers =
                reply.message().messageType().filter(MessageType.OFFER::equals).isPresent();
        if (gives && !offers) {
            // Before it leaves: the client's first request for a file may be here a moment later.
            now.boot().ifPresent(boot -> boot.confirmed(reply.client()));
        }
        journal.replied(reply, arrival.link(), System.nanoTime() - start);
        DhcpEncoder.Encoded encoded = DhcpEncoder.encode(reply.message(), reply.largest());
        InetSocketAddress to =
                new InetSocketAddress(reply.to().address(), reply.to().port());
        reply.to()
                .hardware()
                .ifPresentOrElse(
                        hardware -> port.send(encoded.payload(), to, hardware), () -> port.send(encoded.payload(), to));
        if (!encoded.dropped().isEmpty()) {
            LOG.debug(
                    "{} takes no more than {} bytes, left out: options {}",
                    reply.client().mac(),
                    reply.largest(),
                    encoded.dropped());
        }
    }

    /** What the lease store said when it failed, unless it has saved something since. */
    Optional<String> storeFailure() {
        return storeFailure;
    }

    /** Into the log with all that is known, but not once for each of a thousand clients. */
    private void fault(String what, Exception e) {
        OptionalLong held = failures.pass(e.getClass().getName() + e.getMessage(), clock.instant());
        if (held.isPresent()) {
            LOG.error("{}: {}; {} more like it in the last minute", what, e.getMessage(), held.getAsLong(), e);
        }
    }

    private void drop(DhcpMessage message, Arrival arrival, Decision.Reason reason, String because) {
        if (reason == Decision.Reason.LEASE_STORE_FAILED) {
            storeFailure = Optional.of(because);
        }
        journal.dropped(message, arrival.link(), new Decision.Drop(reason, because), clock.instant());
    }
}
