package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.ClientKey;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStore;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.subnet.Defaults;
import org.stirrup.dhcp.subnet.Identity;
import org.stirrup.dhcp.subnet.Limits;
import org.stirrup.dhcp.subnet.Network;
import org.stirrup.dhcp.subnet.Subnet;
import org.stirrup.net.Link;

/**
 * The server's mind. It remembers offers; leases are the store's. Safe for many threads, but messages of one client
 * are to be brought one after the other.
 */
public final class Engine {
    private final Offers offers;
    private final AddressChooser chooser;
    private final RequestRules requests;
    private final Gate gate;
    private final Cleared cleared;
    private final BootChains chains;
    private final BootpRules bootp;
    private final ReturnRules returns;

    public Engine() {
        this(new Offers(), new Gate(), new Cleared(), new BootChains());
    }

    private Engine(Offers offers, Gate gate, Cleared cleared, BootChains chains) {
        this(offers, new AddressChooser(offers), gate, cleared, chains);
    }

    private Engine(Offers offers, AddressChooser chooser, Gate gate, Cleared cleared, BootChains chains) {
        this.offers = offers;
        this.chooser = chooser;
        this.requests = new RequestRules(chooser);
        this.gate = gate;
        this.cleared = cleared;
        this.chains = chains;
        this.bootp = new BootpRules(chooser, this::probe);
        this.returns = new ReturnRules(offers);
    }

    /** What would become of a message now, and why; nothing is changed by it. */
    public List<String> explain(DhcpMessage message, Arrival arrival, Instant now, Situation situation) {
        return rehearsal(arrival, now, situation).explain(message);
    }

    /** What a message would be answered now, what it is called to its value; nothing is changed by it. */
    public Map<String, String> foretell(DhcpMessage message, Arrival arrival, Instant now, Situation situation) {
        return rehearsal(arrival, now, situation).answer(message);
    }

    private Rehearsal rehearsal(Arrival arrival, Instant now, Situation situation) {
        Offers apart = offers.copy();
        Engine copy = new Engine(apart, chooser.copy(apart), gate, cleared.copy(), chains);
        return new Rehearsal(copy, apart, arrival, now, situation);
    }

    /** Who sent a message; empty when there is nothing to know the machine by. */
    public Optional<BootClient> client(DhcpMessage message, Arrival arrival) {
        return Classifier.mac(message)
                .map(mac -> Classifier.client(message, mac, arrival.link().name()));
    }

    /** Why a message is not even looked at; empty when it is. Quick, for the network's thread. */
    public Optional<Decision.Drop> admit(DhcpMessage message, Arrival arrival, Instant now, Limits limits) {
        return gate.admit(message, arrival, now, limits);
    }

    /** A client was given what it asked for, and that is saved. */
    public void confirmed(DhcpMessage message, Arrival arrival, Decision.Reply reply, Instant now) {
        gate.confirmed(message, arrival, now);
        if (!Ipv4.isNone(reply.message().yiaddr())) {
            chains.confirmed(reply.client(), reply.message().yiaddr(), now);
        }
    }

    /** @param now the time of all that is decided */
    public Decision decide(DhcpMessage message, Arrival arrival, Instant now, Situation situation) {
        return decide(message, arrival, now, situation, situation.boot().map(boot -> boot::resolve));
    }

    /** @param boot who is asked what a client boots */
    Decision decide(
            DhcpMessage message, Arrival arrival, Instant now, Situation situation, Optional<Switchboard> boot) {
        if (message.op() != DhcpMessage.Op.REQUEST) {
            return drop(Decision.Reason.NONSENSE, "a server's reply, not a client's request");
        }
        Optional<MacAddress> mac = Classifier.mac(message);
        if (mac.isEmpty()) {
            return drop(
                    Decision.Reason.HARDWARE,
                    "hardware address '" + message.hardware() + "' of type " + message.hardwareType()
                            + " and no client identifier: nothing to know the client by");
        }
        Oddities oddities =
                Oddities.of(Classifier.client(message, mac.get(), arrival.link().name()), situation.quirks());
        BootClient client = oddities.client();
        Relay relay = Relay.of(message);
        List<Subnet> near = situation
                .topology()
                .subnetsFor(arrival.link(), message.giaddr(), message.ciaddr(), selected(message, relay));
        if (near.isEmpty()) {
            return drop(Decision.Reason.NO_SUBNET, noSubnet(message, arrival, relay));
        }
        Standing standing = Standing.of(message, client, situation.topology(), near, situation.hosts());
        Beside beside = Beside.of(near.get(0), arrival, situation.stance());
        Owner owner;
        try {
            owner = owner(message, client, near, beside, now, situation);
        } catch (LeaseStoreException e) {
            return drop(Decision.Reason.LEASE_STORE_FAILED, e.getMessage());
        }
        Optional<Inet4Address> named = message.options().address(KnownOption.SERVER_IDENTIFIER);
        boolean foreign =
                named.isPresent() && !arrival.isAtBootServer() && !isOurs(named.get(), arrival, relay, situation);
        if (foreign) {
            offers.forget(owner.key());
        }
        if (foreign && beside == Beside.NOBODY) {
            return drop(
                    Decision.Reason.OTHER_SERVER,
                    "for the DHCP server " + named.get().getHostAddress());
        }
        Optional<Decision.Drop> denied = Denials.at(near, standing);
        if (denied.isPresent()) {
            return denied.get();
        }
        Query query = query(message, arrival, now, situation, near, standing, oddities, owner);
        denied = Denials.booting(query);
        if (denied.isPresent()) {
            return denied.get();
        }
        try {
            if (!beside.leavesTo(query, foreign)) {
                return decide(query, boot);
            }
            return beside.decide(
                    query.with(client.withAddressedBy(BootClient.AddressedBy.ANOTHER_SERVER)),
                    named.filter(server -> foreign),
                    boot);
        } catch (LeaseStoreException e) {
            return drop(Decision.Reason.LEASE_STORE_FAILED, e.getMessage());
        }
    }

    private Query query(
            DhcpMessage message,
            Arrival arrival,
            Instant now,
            Situation situation,
            List<Subnet> near,
            Standing standing,
            Oddities oddities,
            Owner owner) {
        List<Subnet> serving = near.stream()
                .filter(subnet -> subnet.admission().admits(standing.classes()))
                .toList();
        Subnet first = serving.get(0);
        return new Query(
                message,
                arrival,
                now.truncatedTo(ChronoUnit.SECONDS),
                Beside.defaults(situation.topology().defaults(), situation.stance()),
                serving,
                first,
                standing.over(first.terms()),
                standing,
                oddities,
                owner,
                gate.isReturning(message, now),
                situation.leases().orElse(null));
    }

    /** The relay agent's word (RFC 3527) counts before the client's (RFC 3011). */
    static Optional<Inet4Address> selected(DhcpMessage message, Relay relay) {
        return relay.link().or(() -> message.options().address(KnownOption.SUBNET_SELECTION));
    }

    /** Whose lease a message is about. */
    Owner owner(
            DhcpMessage message, BootClient client, List<Subnet> near, Beside beside, Instant now, Situation situation)
            throws LeaseStoreException {
        return Owner.of(
                message,
                client,
                isReserved(client.mac(), near, situation),
                beside == Beside.CHOSEN ? Optional.empty() : situation.leases(),
                situation,
                chains,
                now);
    }

    private static boolean isReserved(MacAddress mac, List<Subnet> near, Situation situation) {
        List<Identity> hardware = List.of(Identity.of(mac));
        return situation.topology().hostOf(hardware).isPresent()
                || near.stream()
                        .anyMatch(subnet -> subnet.reservationOf(hardware).isPresent());
    }

    /** Behind a relay agent the answers of one lease may have left by different links, or in the agent's name. */
    private static boolean isOurs(Inet4Address server, Arrival arrival, Relay relay, Situation situation) {
        return server.equals(arrival.link().address())
                || relay.server().filter(server::equals).isPresent()
                || situation.topology().links().stream()
                        .anyMatch(link -> link.address().equals(server));
    }

    private static String noSubnet(DhcpMessage message, Arrival arrival, Relay relay) {
        Optional<Inet4Address> selected = selected(message, relay);
        if (selected.isPresent()) {
            return "no subnet is configured for " + selected.get().getHostAddress() + ", which "
                    + (relay.link().isPresent()
                            ? "the relay agent " + message.giaddr().getHostAddress()
                            : "the client")
                    + " names";
        }
        return Ipv4.isNone(message.giaddr())
                ? "no subnet is configured for " + arrival.link().address().getHostAddress() + "/"
                        + arrival.link().prefixLength() + " on "
                        + arrival.link().name()
                : "no subnet is configured for the relay agent "
                        + message.giaddr().getHostAddress();
    }

    private Decision decide(Query query, Optional<Switchboard> boot) throws LeaseStoreException {
        DhcpMessage message = query.message();
        Optional<MessageType> type = message.messageType();
        if (!message.isBootp() && type.isEmpty()) {
            return drop(
                    Decision.Reason.NONSENSE,
                    "message type "
                            + message.options().number(KnownOption.MESSAGE_TYPE).orElse(0L));
        }
        if (type.filter(MessageType.INFORM::equals).isPresent()) {
            return inform(query, boot);
        }
        if (query.leases() == null) {
            return drop(Decision.Reason.NO_LEASE_STORE, "no lease store is running, so no address can be given");
        }
        if (type.isEmpty()) {
            return bootp.decide(query, boot);
        }
        return switch (type.get()) {
            case DISCOVER -> discover(query, boot);
            case REQUEST -> requests.decide(query, boot);
            case DECLINE -> returns.decline(query);
            case RELEASE -> returns.release(query);
            default -> drop(Decision.Reason.NONSENSE, "a client does not say " + type.get());
        };
    }

    private Decision discover(Query query, Optional<Switchboard> boot) throws LeaseStoreException {
        BootAnswer answer = BootChooser.choose(query, boot);
        if (answer instanceof BootAnswer.NoLoader none) {
            return drop(Decision.Reason.NO_LOADER, none.because());
        }
        Optional<Inet4Address> address = chooser.choose(query);
        if (address.isEmpty()) {
            return AddressChooser.exhausted(query);
        }
        Query there = query.at(address.get());
        Optional<Decision> probe = probe(there, address.get());
        if (probe.isPresent()) {
            return probe.get();
        }
        BootAnswer told = there.terms().equals(query.terms()) ? answer : BootChooser.choose(there, boot);
        return ReplyWriter.grant(
                there,
                MessageType.OFFER,
                address.get(),
                there.times().grant(query.message().options().number(KnownOption.LEASE_TIME)),
                told);
    }

    /**
     * An address is asked about before a client gets it that never had it. One that is reserved is the administrator's
     * business, who may have given it to the machine by hand.
     */
    private Optional<Decision> probe(Query query, Inet4Address address) throws LeaseStoreException {
        Optional<Duration> wait = query.defaults().probe();
        boolean needless = wait.isEmpty()
                || cleared.contains(address, query.now())
                || query.reservation()
                        .filter(own -> own.address().equals(address))
                        .isPresent()
                || query.leases()
                        .byAddress(address)
                        .filter(lease -> query.owner().has(lease) && lease.state() != Lease.State.DECLINED)
                        .isPresent();
        if (needless) {
            return Optional.empty();
        }
        Link link = query.arrival().link();
        boolean onLink = Network.around(link.address(), link.prefixLength()).contains(address);
        return onLink || query.defaults().probeRelayed()
                ? Optional.of(new Decision.Probe(address, onLink, wait.get()))
                : Optional.empty();
    }

    /** Nobody answered at an address: whoever is offered it next need not wait. */
    public void silent(Inet4Address address, Instant now, Defaults defaults) {
        cleared.add(address, now.plus(defaults.offer()));
    }

    /**
     * Somebody answered at an address.
     *
     * @param by who; empty when that is not known
     * @return what is to be saved, so that nobody gets it for a while; empty when it has a lease, which then counts
     */
    public Optional<LeaseChange> answered(
            Inet4Address address, Optional<MacAddress> by, Instant now, Defaults defaults, LeaseStore leases)
            throws LeaseStoreException {
        Optional<Lease> standing = leases.byAddress(address);
        if (standing.filter(lease -> lease.heldAt(now)).isPresent()) {
            return Optional.empty();
        }
        MacAddress mac = by.orElse(MacAddress.UNKNOWN);
        Instant start = now.truncatedTo(ChronoUnit.SECONDS);
        return Optional.of(Query.change(
                standing,
                new Lease(
                        address,
                        ClientKey.of(mac),
                        mac,
                        Optional.empty(),
                        Lease.State.DECLINED,
                        start,
                        Optional.of(start.plus(defaults.quarantine())))));
    }

    private static Decision inform(Query query, Optional<Switchboard> boot) {
        Query there = query.at(query.message().ciaddr());
        return ReplyWriter.inform(there, BootChooser.choose(there, boot));
    }

    private static Decision drop(Decision.Reason reason, String because) {
        return new Decision.Drop(reason, because);
    }
}
