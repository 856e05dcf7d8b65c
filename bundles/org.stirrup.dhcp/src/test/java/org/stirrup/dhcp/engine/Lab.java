package org.stirrup.dhcp.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.Quirks;
import org.stirrup.api.check.Finding;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.Clients;
import org.stirrup.dhcp.FixedBoot;
import org.stirrup.dhcp.MemoryLeases;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.guard.Stance;
import org.stirrup.dhcp.subnet.Book;
import org.stirrup.dhcp.subnet.Defaults;
import org.stirrup.dhcp.subnet.Identification;
import org.stirrup.dhcp.subnet.Plan;
import org.stirrup.dhcp.subnet.SubnetReader;
import org.stirrup.dhcp.subnet.SubnetSettings;
import org.stirrup.dhcp.subnet.Topology;
import org.stirrup.dhcp.subnet.Written;
import org.stirrup.net.Link;

/** An engine on a network 192.168.77.0/24 of which .100 to .103 are given, at noon. */
final class Lab {
    static final String SERVER = "192.168.77.1";
    static final Link LINK = new Link("eth1", 2, Ipv4.parse(SERVER), 24);

    final Engine engine = new Engine();
    final MemoryLeases store;
    Optional<LeaseStore> leases;
    Optional<Quirks> quirks = Optional.empty();
    Optional<BootResolver> boot = Optional.of(FixedBoot.pxelinux());
    Optional<HostDirectory> hosts = Optional.empty();
    Instant now = Instant.parse("2026-11-22T12:00:00Z");
    Link heardOn = LINK;
    private Stance stance = new Stance.Serving(false);
    private int port = 67;
    private InetSocketAddress sender = new InetSocketAddress(Ipv4.NONE, 68);
    final List<String> probed = new ArrayList<>();
    private final Map<String, Map<String, String>> subnets = new TreeMap<>();
    private final Map<String, List<String>> pools = new TreeMap<>();
    private final Map<String, List<String>> classes = new TreeMap<>();
    private final Map<String, List<String>> files = new TreeMap<>();
    private final List<Link> links = new ArrayList<>(List.of(LINK));
    private Defaults defaults = Defaults.STANDARD;

    Lab() {
        this(new MemoryLeases());
    }

    /** A server that has its leases in a store that another may have too. */
    Lab(MemoryLeases store) {
        this.store = store;
        leases = Optional.of(store);
        subnet("lan", Map.of("subnet", "192.168.77.0/24", "range", "192.168.77.100-192.168.77.103"));
    }

    /** With these keys too, or in place of what they were. */
    Lab with(String key, String value) {
        subnets.get("lan").put(key, value);
        return this;
    }

    Lab subnet(String name, Map<String, String> keys) {
        subnets.put(name, new TreeMap<>(keys));
        return this;
    }

    /** A pool, class or host: lines of its file, {@code key=value}. */
    Lab pool(String name, String... lines) {
        pools.put(name, List.of(lines));
        return this;
    }

    Lab inClass(String name, String... lines) {
        classes.put(name, List.of(lines));
        return this;
    }

    Lab host(String name, String... lines) {
        files.put(name, List.of(lines));
        return this;
    }

    private static <T> List<T> read(Book<T> book, Map<String, List<String>> files) {
        files.forEach((name, lines) -> {
            Map<String, List<String>> values = new TreeMap<>();
            lines.forEach(line -> values.put(line.split("=", 2)[0], List.of(line.split("=", 2)[1])));
            book.put("x~" + name, new Written(name, values));
        });
        assertEquals(List.of(), book.findings());
        return book.settings();
    }

    Lab link(Link link) {
        links.add(link);
        return this;
    }

    Lab notAuthoritative() {
        defaults = Defaults.STANDARD.deferring();
        return this;
    }

    Lab identity(Identification rule) {
        Defaults s = Defaults.STANDARD;
        defaults = new Defaults(
                s.mode(),
                s.company(),
                s.authoritative(),
                s.booting(),
                s.times(),
                s.offer(),
                s.quarantine(),
                s.probe(),
                s.probeRelayed(),
                s.limits(),
                rule,
                s.port());
        return this;
    }

    Lab stance(Stance next) {
        stance = next;
        return this;
    }

    /** Messages are heard on this port from now on. */
    Lab at(int number) {
        port = number;
        return this;
    }

    /** And come from here. */
    Lab sender(String address, int number) {
        sender = new InetSocketAddress(Ipv4.parse(address), number);
        return this;
    }

    Lab after(Duration time) {
        now = now.plus(time);
        return this;
    }

    Situation situation() {
        List<SubnetSettings> settings = new ArrayList<>();
        subnets.forEach((name, keys) -> {
            Map<String, List<String>> values = new TreeMap<>();
            keys.forEach((key, value) -> values.put(key, List.of(value)));
            settings.add(SubnetReader.read(new Written(name, values)).value().orElseThrow());
        });
        List<Finding> findings = new ArrayList<>();
        Topology topology = Topology.of(
                new Plan(
                        defaults,
                        settings,
                        read(Book.ofPools(), pools),
                        read(Book.ofClasses(), classes),
                        read(Book.ofHosts(), files)),
                links,
                findings);
        assertTrue(
                findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR),
                findings::toString);
        return new Situation(topology, leases, boot, hosts, quirks, stance);
    }

    Decision decide(DhcpMessage message) {
        Arrival arrival = new Arrival(heardOn, port, sender);
        Situation situation = situation();
        Decision decision = engine.decide(message, arrival, now, situation);
        while (decision instanceof Decision.Probe probe) {
            probed.add(probe.address().getHostAddress());
            engine.silent(probe.address(), now, defaults);
            decision = engine.decide(message, arrival, now, situation);
        }
        return decision;
    }

    Decision decide(Clients client) {
        return decide(client.message());
    }

    /** Decides, saves what is to be saved, and gives the reply. */
    Decision.Reply reply(Clients client) {
        return reply(client.message());
    }

    Decision.Reply reply(DhcpMessage message) {
        Decision decision = decide(message);
        if (decision instanceof Decision.Commit commit) {
            assertTrue(save(commit), "not saved");
            return commit.reply().orElseThrow();
        }
        return assertInstanceOf(Decision.Reply.class, decision);
    }

    boolean save(Decision.Commit commit) {
        try {
            return commit.change().apply(store);
        } catch (LeaseStoreException e) {
            throw new AssertionError(e);
        }
    }

    Decision.Reply reply(MessageType type, Clients client) {
        Decision.Reply reply = reply(client);
        assertEquals(Optional.of(type), reply.message().messageType(), reply.text());
        return reply;
    }

    Decision.Drop drop(Decision.Reason reason, Clients client) {
        Decision.Drop drop = assertInstanceOf(Decision.Drop.class, decide(client));
        assertEquals(reason, drop.reason(), drop.because());
        return drop;
    }

    String offered(Clients client) {
        return reply(MessageType.OFFER, client).message().yiaddr().getHostAddress();
    }

    String acknowledged(Clients client) {
        return reply(MessageType.ACK, client).message().yiaddr().getHostAddress();
    }

    /** Takes a client through all four messages. */
    String lease(int number) {
        String address = offered(Clients.says(MessageType.DISCOVER).number(number));
        return acknowledged(Clients.says(MessageType.REQUEST)
                .number(number)
                .wanting(address)
                .from(SERVER));
    }

    static long seconds(Decision.Reply reply) {
        return reply.message().options().number(KnownOption.LEASE_TIME).orElseThrow();
    }

    static Inet4Address address(String text) {
        return Ipv4.parse(text);
    }
}
