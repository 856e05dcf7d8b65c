package org.stirrup.dhcp.server;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.lease.OtherServers;
import org.stirrup.dhcp.codec.DhcpDecoder;
import org.stirrup.dhcp.codec.DhcpEncoder;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.guard.OtherServer;
import org.stirrup.dhcp.guard.Probe;
import org.stirrup.dhcp.guard.Sighting;
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.guard.Timing;
import org.stirrup.dhcp.guard.Watch;
import org.stirrup.dhcp.subnet.Company;
import org.stirrup.dhcp.subnet.Mode;
import org.stirrup.dhcp.subnet.Topology;
import org.stirrup.net.Link;
import org.stirrup.net.NeighbourTable;
import org.stirrup.net.PortException;
import org.stirrup.net.UdpPort;
import org.stirrup.net.UdpPorts;

/**
 * Looks for other DHCP servers on every link where addresses are given. What it looks with leaves by port 68, as a
 * client's, where that is to be had; what comes back there and what clients say on port 67 is what it knows.
 */
final class Lookout implements Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    /** Time for a server to say which hardware address it has. */
    private static final Duration UNTIL_ARP = Duration.ofMillis(250);

    private static final int LARGEST = 1472;

    private final UdpPorts udpPorts;
    private final NeighbourTable neighbours;
    private final ScheduledExecutorService timer;
    private final Supplier<Topology> topology;
    private final JournalLines journal;
    private final InstantSource clock;
    private final Duration window;
    private final Runnable changed;
    private final Random chance = new Random();
    private final Map<Link, Post> posts = new ConcurrentHashMap<>();
    private volatile Function<Link, Optional<UdpPort>> ports = link -> Optional.empty();

    /**
     * @param window how long the first clients of a link wait
     * @param timer of its own: clients wait for what is due on it
     * @param changed called when servers came
     */
    Lookout(
            UdpPorts udpPorts,
            NeighbourTable neighbours,
            ScheduledExecutorService timer,
            Supplier<Topology> topology,
            JournalLines journal,
            InstantSource clock,
            Duration window,
            Runnable changed) {
        this.changed = changed;
        this.udpPorts = udpPorts;
        this.neighbours = neighbours;
        this.timer = timer;
        this.topology = topology;
        this.journal = journal;
        this.clock = clock;
        this.window = window;
    }

    /** Makes it so that exactly the links where addresses are given are watched; before their ports are opened. */
    void follow(List<Link> links) {
        posts.values().removeIf(post -> {
            boolean over = !links.contains(post.link()) || !isWatched(post.link());
            if (over) {
                post.end();
            }
            return over;
        });
        for (Link link : links) {
            if (isWatched(link)) {
                posts.computeIfAbsent(link, added -> new Post(added, chance.nextInt()));
            }
        }
        // What the configuration now allows may be just what somebody waits for.
        posts.values().forEach(post -> post.change(watch -> watch, company()));
    }

    private boolean isWatched(Link link) {
        return !link.address().isLoopbackAddress()
                && topology.get().mode(link).filter(Mode.SERVER::equals).isPresent();
    }

    /** Looks for the first time where that was not done; the server's own ports may follow. */
    void begin() {
        for (Post post : posts.values()) {
            if (post.begin()) {
                post.clientPort(openClientPort(post.link()));
                later(post, this::look, Duration.ZERO);
                later(post, this::conclude, window);
            }
        }
    }

    /** @param open the server's port on a link, where it has one */
    void serve(Function<Link, Optional<UdpPort>> open) {
        ports = open;
        for (Post post : posts.values()) {
            if (open.apply(post.link()).filter(UdpPort::inherited).isPresent()) {
                // The version before served here a moment ago, and was alone: its clients need not wait.
                conclude(post);
            }
        }
    }

    private Optional<UdpPort> openClientPort(Link link) {
        int port = topology.get().defaults().port() + 1;
        try {
            return Optional.of(udpPorts.open(link, port, (where, from, payload) -> {
                if (DhcpDecoder.decode(payload) instanceof DhcpDecoder.Decoding.Decoded decoded) {
                    takes(where, link, from, decoded.message());
                }
            }));
        } catch (PortException e) {
            LOG.info(
                    "Other DHCP servers on {} are looked for as a relay agent does it, for {}",
                    link.name(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private void look(Post post) {
        post.change(watch -> watch.looked(timing(), clock.instant()), company());
        later(post, this::look, post.watch().pause(timing()));
        later(post, this::discover, Timing.DISCOVER_AFTER);
        post.clientPort().ifPresent(port -> send(port, inform(post), Ipv4.EVERYBODY, serverPort()));
        tell(post);
    }

    private void discover(Post post) {
        if (post.watch().discovers()) {
            Probe.Way way = post.clientPort().isPresent() ? Probe.Way.CLIENT : Probe.Way.RELAY;
            DhcpMessage message = Probe.discover(post.link().address(), post.xid(), state(post), way);
            post.clientPort()
                    .or(() -> ports.apply(post.link()))
                    .ifPresent(port -> send(port, message, Ipv4.EVERYBODY, serverPort()));
        }
    }

    private DhcpMessage inform(Post post) {
        return Probe.inform(post.link().address(), post.xid(), state(post));
    }

    private void later(Post post, Consumer<Post> work, Duration pause) {
        Runnable unlessOver = () -> {
            if (!post.isOver()) {
                work.accept(post);
            }
        };
        timer.schedule(guarded(unlessOver), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void conclude(Post post) {
        post.change(Watch::concluded, company());
    }

    private Probe.State state(Post post) {
        Stance stance = post.stance(company());
        if (stance instanceof Stance.Looking) {
            return Probe.State.LOOKING;
        }
        boolean serves =
                stance instanceof Stance.Serving && ports.apply(post.link()).isPresent();
        return serves ? Probe.State.SERVING : Probe.State.ASIDE;
    }

    private Company company() {
        return topology.get().defaults().company();
    }

    private int serverPort() {
        return topology.get().defaults().port();
    }

    private Timing timing() {
        return new Timing(window, company().look(), Timing.PATIENCE);
    }

    private static void send(UdpPort port, DhcpMessage message, Inet4Address to, int number) {
        port.send(DhcpEncoder.encode(message, LARGEST).payload(), new InetSocketAddress(to, number));
    }

    /** Whether addresses are given on a link, and no other server was ever there. */
    boolean isAlone(Link link) {
        return stance(link).equals(new Stance.Serving(false));
    }

    /** What other servers leave us to do on a link. */
    Stance stance(Link link) {
        Post post = posts.get(link);
        return post == null ? new Stance.Serving(false) : post.stance(company());
    }

    @Override
    public boolean defers(Link link, Object message, Runnable answering) {
        Post post = posts.get(link);
        return post != null && post.defer(message, answering, company());
    }

    @Override
    public boolean takes(UdpPort port, Link link, InetSocketAddress from, DhcpMessage message) {
        Optional<Probe.Sender> sender = Probe.sender(message);
        Post post = posts.get(link);
        if (sender.isPresent()) {
            if (post != null && !isOurs(sender.get().address())) {
                saw(post, Sighting.ofProbe(sender.get()));
                answer(post, port, message);
            }
            return true;
        }
        Optional<Sighting> reply = Sighting.ofReply(message, from);
        reply.or(() -> Sighting.ofRequest(message))
                .filter(sighting -> post != null && !isOurs(sighting.server()))
                .ifPresent(sighting -> saw(post, sighting));
        return reply.isPresent();
    }

    private boolean isOurs(Inet4Address address) {
        return topology.get().links().stream().anyMatch(link -> link.address().equals(address));
    }

    /** Another Stirrup is told that addresses are given here, if they are. */
    private void answer(Post post, UdpPort port, DhcpMessage message) {
        boolean relayed = !Ipv4.isNone(message.giaddr());
        boolean informs =
                message.messageType().filter(MessageType.INFORM::equals).isPresent();
        if (state(post) == Probe.State.SERVING && (informs || relayed)) {
            send(
                    port,
                    Probe.answer(message, post.link().address()),
                    relayed ? message.giaddr() : message.ciaddr(),
                    relayed ? serverPort() : serverPort() + 1);
        }
    }

    private void saw(Post post, Sighting sighting) {
        int before = post.watch().others().size();
        post.change(watch -> watch.saw(sighting, clock.instant()), company());
        if (post.watch().others().size() != before) {
            timer.execute(guarded(() -> identify(post)));
        }
    }

    /** Anything sent to a machine makes the kernel ask for its hardware address; a server may as well be asked again. */
    private void identify(Post post) {
        if (post.isOver()) {
            return;
        }
        for (OtherServer other : post.watch().others().values()) {
            if (other.mac().isEmpty()) {
                post.clientPort()
                        .or(() -> ports.apply(post.link()))
                        .ifPresent(port -> send(port, inform(post), other.neighbour(), serverPort()));
            }
        }
        changed.run();
        later(post, this::tell, UNTIL_ARP);
    }

    private void tell(Post post) {
        for (OtherServer other : post.watch().others().values()) {
            if (other.mac().isEmpty()) {
                neighbours
                        .find(post.link(), other.neighbour())
                        .ifPresent(mac -> post.change(watch -> watch.learned(other.server(), mac), company()));
            }
        }
        Post.News news = post.news(company());
        Stance stance = post.stance(company());
        for (OtherServer other : news.came()) {
            String text = came(post, other) + ": " + consequence(stance);
            LOG.warn("{}; {}", came(post, other), remedy(other));
            journal.otherServer(text, post.link(), other);
        }
        for (OtherServer other : news.went()) {
            String text = "the DHCP server " + other.text() + " on "
                    + post.link().name() + " is gone: " + consequence(stance);
            journal.otherServer(text, post.link(), other);
        }
    }

    private static String came(Post post, OtherServer other) {
        return "another DHCP server answers on " + post.link().name() + ": " + other.text();
    }

    private static String consequence(Stance stance) {
        if (stance instanceof Stance.Aside aside) {
            return switch (aside.policy()) {
                case PROXY -> "no address is given here, machines that boot are told what to boot";
                case SILENT -> "nobody new is answered here";
                case SERVE -> "addresses are given here too";
            };
        }
        return "addresses are given here";
    }

    private static String remedy(OtherServer other) {
        return "stop that server; or write in etc/" + DhcpConfiguration.PID + ".cfg knownServers="
                + other.server().getHostAddress()
                + " if both are to give addresses, mode=proxy if only that one is, otherServer=serve to give them"
                + " whoever else does";
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Post post : posts.values()) {
            Stance stance = post.stance(company());
            for (OtherServer other : post.watch().strangers(company().known())) {
                findings.add(new Finding(
                        stance instanceof Stance.Aside ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                        DhcpConfiguration.PID,
                        came(post, other) + ": " + consequence(stance),
                        remedy(other)));
            }
        }
        return findings;
    }

    /** What is known of each link that is watched, sorted by name. */
    List<OtherServers.Watched> links() {
        return posts.values().stream()
                .map(this::watched)
                .sorted(Comparator.comparing(OtherServers.Watched::link))
                .toList();
    }

    private OtherServers.Watched watched(Post post) {
        Stance stance = post.stance(company());
        boolean looking = stance instanceof Stance.Looking;
        return new OtherServers.Watched(
                post.link().name(),
                looking,
                looking ? "other DHCP servers are looked for" : consequence(stance),
                post.watch().strangers(Set.of()).stream()
                        .map(other -> new OtherServers.Seen(
                                other.server(), other.mac(), other.kind() != Sighting.Kind.STRANGER, other.seen()))
                        .toList());
    }

    void close() {
        follow(List.of());
    }

    /** A timer forgets work that throws; this is done again at the next turn. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("Other DHCP servers were not looked for this time", e);
            }
        };
    }
}
