package org.stirrup.dhcp.server;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.check.Finding;
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
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.probe.AddressProbe;
import org.stirrup.dhcp.subnet.Limits;
import org.stirrup.net.Link;
import org.stirrup.net.UdpPort;

/**
 * Takes a datagram through decoding, decision, saving and sending. The network's thread only decodes; decisions are
 * made on a lane, and what follows from one that is to be saved is done where it is saved.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** How often a decision is made anew because the store had changed in between. */
    private static final int ATTEMPTS = 4;

    private final Engine engine = new Engine();
    private final Doubts doubts;
    private final Flood flood = new Flood();
    private final Throttle failures = new Throttle(Duration.ofMinutes(1));
    private final Lanes lanes;
    private final Saver saver;
    private final Guard guard;
    private final Function<Link, Situation> situation;
    private final Supplier<Limits> limits;
    private final JournalLines journal;
    private final ProxyOffers proxyOffers;
    private final Runnable changed;
    private final InstantSource clock;
    private volatile Optional<String> storeFailure = Optional.empty();

    /**
     * @param situation on a link at this moment
     * @param limits of what is taken at this moment, for the network's thread
     * @param changed told after each change of the store
     */
    Exchange(
            Lanes lanes,
            Saver saver,
            Guard guard,
            Function<Link, Situation> situation,
            Supplier<Limits> limits,
            AddressProbe probe,
            JournalLines journal,
            ProxyOffers proxyOffers,
            Runnable changed,
            InstantSource clock) {
        this.lanes = lanes;
        this.saver = saver;
        this.doubts = new Doubts(probe, engine, journal, clock);
        this.guard = guard;
        this.proxyOffers = proxyOffers;
        this.situation = situation;
        this.limits = limits;
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

    /**
     * A message and all that belongs to it.
     *
     * @param sameness equal to that of a message that came again
     * @param start when it was heard, by the clock of {@link System#nanoTime}
     * @param end run when nothing more is done about it
     */
    private record Request(
            UdpPort port, DhcpMessage message, Sameness sameness, Arrival arrival, long start, Runnable end) {}

    void received(UdpPort port, Link link, InetSocketAddress from, ByteBuffer payload) {
        long start = System.nanoTime();
        Decoding decoding = DhcpDecoder.decode(payload);
        if (decoding instanceof Decoding.Malformed malformed) {
            journal.malformed(malformed.reason(), from.getAddress().getHostAddress(), link, clock.instant());
            return;
        }
        DhcpMessage message = ((Decoding.Decoded) decoding).message();
        if (guard.takes(port, link, from, message)) {
            return;
        }
        Arrival arrival = new Arrival(link, port.local().getPort(), from);
        Limits limits = this.limits.get();
        Optional<Decision.Drop> tooMuch = engine.admit(message, arrival, clock.instant(), limits);
        if (tooMuch.isPresent()) {
            flood.turnedAway(tooMuch.get().because(), clock.instant());
            drop(message, arrival, tooMuch.get().reason(), tooMuch.get().because());
            return;
        }
        Sameness sameness = Sameness.of(message);
        if (!guard.holds(sameness, () -> hear(port, message, sameness, arrival, start))) {
            hear(port, message, sameness, arrival, start);
        }
    }

    /** On the client's lane; the same that came again and is there already answers for it. */
    private void hear(UdpPort port, DhcpMessage message, Sameness sameness, Arrival arrival, long start) {
        Lanes.Admission admission = lanes.submit(
                message.hardware(),
                sameness,
                end -> handle(new Request(port, message, sameness, arrival, start, end), 0));
        if (admission == Lanes.Admission.FULL) {
            overload(message, arrival);
        }
    }

    /** @param attempts how often a decision about it was overtaken */
    private void handle(Request request, int attempts) {
        boolean goesOn = false;
        try {
            goesOn = answer(request, attempts);
        } catch (RuntimeException e) {
            failed(request, e);
        } finally {
            if (!goesOn) {
                request.end().run();
            }
        }
    }

    /** A plugin that was asked, or a fault of ours: this client loses a packet, nobody loses the port. */
    private void failed(Request request, RuntimeException e) {
        fault(
                "a message from " + request.message().hardware() + " on "
                        + request.arrival().link().name() + " was not answered",
                e);
        drop(request.message(), request.arrival(), Decision.Reason.FAILED, "failed here, the log has more: " + e);
    }

    /** @return whether more is done about it, elsewhere */
    private boolean answer(Request request, int attempts) {
        DhcpMessage message = request.message();
        Arrival arrival = request.arrival();
        boolean heard = attempts > 0;
        for (int attempt = attempts; attempt < ATTEMPTS; attempt++) {
            Situation now = situation.apply(arrival.link());
            Decision decision = engine.decide(message, arrival, clock.instant(), now);
            // Held back as late as can be: what has to be asked about an address was asked meanwhile.
            boolean speaks = decision instanceof Decision.Reply || decision instanceof Decision.Commit;
            if (speaks && guard.defers(arrival.link(), request.sameness(), () -> again(request))) {
                return false;
            }
            if (speaks && now.stance() instanceof Stance.Looking) {
                // The look ended between the decision and here, and may have found a server that has the addresses.
                continue;
            }
            if (!heard && isTold(decision)) {
                journal.heard(message, arrival.link());
                heard = true;
            }
            if (decision instanceof Decision.Commit commit) {
                return save(request, now, commit, attempt);
            }
            conclude(request, now, decision);
            return false;
        }
        drop(message, arrival, Decision.Reason.CONTENDED, "the lease was changed by others at the same time");
        return false;
    }

    /** Whatever needs no saving. */
    private void conclude(Request request, Situation now, Decision decision) {
        DhcpMessage message = request.message();
        Arrival arrival = request.arrival();
        if (decision instanceof Decision.Drop drop) {
            if (drop.reason() == Decision.Reason.AWAITS_APPROVAL) {
                // So that it stands where somebody may say that it belongs here.
                now.hosts().ifPresent(hosts -> engine.client(message, arrival).ifPresent(hosts::seen));
            }
            drop(message, arrival, drop.reason(), drop.because());
        } else if (decision instanceof Decision.Learned learned) {
            learn(message, arrival, now, learned);
        } else if (decision instanceof Decision.Probe question) {
            doubts.ask(question, message.hardware(), arrival, now, () -> again(request));
        } else if (decision instanceof Decision.Reply reply) {
            send(request, now, reply);
        }
    }

    /** What was in doubt is settled. */
    private void again(Request request) {
        // The lane may not be through with it yet, and would take this for a repetition.
        request.end().run();
        hear(request.port(), request.message(), request.sameness(), request.arrival(), request.start());
    }

    private void overload(DhcpMessage message, Arrival arrival) {
        drop(message, arrival, Decision.Reason.OVERLOAD, "more is waiting than can be answered in time");
    }

    /** Whether what was heard is a line of its own: not what is told now and then, nor what has its outcome's line. */
    private static boolean isTold(Decision decision) {
        if (decision instanceof Decision.Drop drop) {
            return drop.reason() != Decision.Reason.NO_SUBNET
                    && drop.reason() != Decision.Reason.NONSENSE
                    && drop.reason() != Decision.Reason.ASIDE
                    && drop.reason() != Decision.Reason.HARDWARE;
        }
        if (decision instanceof Decision.Learned || decision instanceof Decision.Probe) {
            return false;
        }
        return !(decision instanceof Decision.Commit commit) || commit.reply().isPresent();
    }

    /** @return whether its outcome is waited for */
    private boolean save(Request request, Situation now, Decision.Commit commit, int attempt) {
        boolean taken = saver.save(
                now.leases().orElseThrow(), commit.change(), outcome -> saved(request, now, commit, attempt, outcome));
        if (!taken) {
            overload(request.message(), request.arrival());
        }
        return taken;
    }

    private void saved(Request request, Situation now, Decision.Commit commit, int attempt, Saver.Outcome outcome) {
        if (outcome instanceof Saver.Outcome.Overtaken) {
            handle(request, attempt + 1);
            return;
        }
        try {
            if (outcome instanceof Saver.Outcome.Failed failed) {
                unsaved(request, commit, failed.because());
                return;
            }
            storeFailure = Optional.empty();
            commit.reply()
                    .ifPresentOrElse(
                            reply -> send(request, now, reply),
                            () -> journal.saved(
                                    request.message(), request.arrival().link(), commit.text()));
            changed.run();
        } catch (RuntimeException e) {
            failed(request, e);
        } finally {
            request.end().run();
        }
    }

    private void unsaved(Request request, Decision.Commit commit, LeaseStoreException because) {
        String address = commit.change().next().address().getHostAddress();
        fault("the lease of " + address + " was not saved, so it was not given", because);
        drop(request.message(), request.arrival(), Decision.Reason.LEASE_STORE_FAILED, because.getMessage());
    }

    private void learn(DhcpMessage message, Arrival arrival, Situation now, Decision.Learned learned) {
        BootClient client = learned.client();
        if (!client.boots() && !proxyOffers.served(client.mac())) {
            // Of the other server's clients only those count that boot here, and what they then start.
            return;
        }
        now.boot().ifPresent(boot -> boot.confirmed(client));
        journal.learned(message, learned, arrival.link());
        learned.server().ifPresent(server -> proxyOffers.taken(client.mac(), server, clock.instant()));
    }

    private void send(Request request, Situation now, Decision.Reply reply) {
        UdpPort port = request.port();
        DhcpMessage message = request.message();
        Arrival arrival = request.arrival();
        boolean gives = !Ipv4.isNone(reply.message().yiaddr());
        boolean asked = arrival.isAtBootServer();
        boolean offers =
                reply.message().messageType().filter(MessageType.OFFER::equals).isPresent();
        if (asked) {
            proxyOffers.asked(reply.client().mac());
        } else if (offers && reply.client().addressedBy() == BootClient.AddressedBy.ANOTHER_SERVER) {
            proxyOffers.offered(reply, clock.instant());
        }
        if ((gives || asked && reply.client().address().isPresent()) && !offers) {
            // Before it leaves: the client's first request for a file may be here a moment later.
            now.boot().ifPresent(boot -> boot.confirmed(reply.client()));
            engine.confirmed(message, arrival, reply, clock.instant());
        }
        journal.replied(reply, arrival.link(), System.nanoTime() - request.start());
        now.quirks().ifPresent(table -> reply.oddities()
                .forEach(oddity -> table.applied(oddity.quirk(), reply.client(), oddity.what())));
        DhcpEncoder.Encoded encoded = DhcpEncoder.encode(
                reply.message(), reply.size().least(), reply.size().largest());
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
                    reply.size().largest(),
                    encoded.dropped());
        }
    }

    /** What is wrong with what the network sends. */
    Optional<Finding> flood() {
        return flood.finding(clock.instant());
    }

    /** What would become of a message on a link now. */
    List<String> explain(DhcpMessage message, Link link) {
        int port = situation.apply(link).topology().defaults().port();
        Arrival arrival = new Arrival(link, port, new InetSocketAddress(Ipv4.NONE, port + 1));
        return engine.explain(message, arrival, clock.instant(), situation.apply(link));
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
