package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.Lease;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.subnet.Reservation;
import org.stirrup.dhcp.subnet.Subnet;

/**
 * The server's mind. It remembers offers; leases are the store's. Safe for many threads, but messages of one client
 * are to be brought one after the other.
 */
public final class Engine {
    private final Offers offers = new Offers();
    private final AddressChooser chooser = new AddressChooser(offers);
    private final RequestRules requests = new RequestRules(chooser);

    /** @param now the time of all that is decided */
    public Decision decide(DhcpMessage message, Arrival arrival, Instant now, Situation situation) {
        if (message.op() != DhcpMessage.Op.REQUEST) {
            return drop(Decision.Reason.NONSENSE, "a server's reply, not a client's request");
        }
        Optional<MacAddress> mac = Classifier.mac(message);
        if (mac.isEmpty()) {
            return drop(
                    Decision.Reason.HARDWARE,
                    "hardware address '" + message.hardware() + "' of type " + message.hardwareType()
                            + " is no Ethernet address");
        }
        Optional<Subnet> subnet = situation.topology().subnetFor(arrival.link(), message.giaddr(), message.ciaddr());
        if (subnet.isEmpty()) {
            return drop(Decision.Reason.NO_SUBNET, noSubnet(message, arrival));
        }
        BootClient client = Classifier.client(message, mac.get(), arrival.link().name());
        Query query = new Query(
                message,
                arrival,
                now.truncatedTo(ChronoUnit.SECONDS),
                situation.topology().defaults(),
                subnet.get(),
                client,
                Classifier.key(
                        message,
                        mac.get(),
                        subnet.get().reservationOf(mac.get()).isPresent()),
                situation.leases().orElse(null));
        Optional<Inet4Address> named = message.options().address(KnownOption.SERVER_IDENTIFIER);
        if (named.isPresent() && !isOurs(named.get(), arrival, situation)) {
            offers.forget(query.key());
            return drop(
                    Decision.Reason.OTHER_SERVER,
                    "for the DHCP server " + named.get().getHostAddress());
        }
        if (client.boots() && !subnet.get().allowBooting()) {
            return drop(
                    Decision.Reason.BOOTING_DENIED,
                    "machines that boot are not served in " + subnet.get().network());
        }
        try {
            return decide(query, situation.boot());
        } catch (LeaseStoreException e) {
            return drop(Decision.Reason.LEASE_STORE_FAILED, e.getMessage());
        }
    }

    /** Behind a relay agent the answers of one lease may have left by different links. */
    private static boolean isOurs(Inet4Address server, Arrival arrival, Situation situation) {
        return server.equals(arrival.link().address())
                || situation.topology().links().stream()
                        .anyMatch(link -> link.address().equals(server));
    }

    private static String noSubnet(DhcpMessage message, Arrival arrival) {
        return Ipv4.isNone(message.giaddr())
                ? "no subnet is configured for " + arrival.link().address().getHostAddress() + "/"
                        + arrival.link().prefixLength() + " on "
                        + arrival.link().name()
                : "no subnet is configured for the relay agent "
                        + message.giaddr().getHostAddress();
    }

    private Decision decide(Query query, Optional<BootResolver> boot) throws LeaseStoreException {
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
            return bootp(query, boot);
        }
        return switch (type.get()) {
            case DISCOVER -> discover(query, boot);
            case REQUEST -> requests.decide(query, boot);
            case DECLINE -> decline(query);
            case RELEASE -> release(query);
            default -> drop(Decision.Reason.NONSENSE, "a client does not say " + type.get());
        };
    }

    private Decision discover(Query query, Optional<BootResolver> boot) throws LeaseStoreException {
        BootAnswer answer = BootChooser.choose(query, boot);
        if (answer instanceof BootAnswer.NoLoader none) {
            return drop(Decision.Reason.NO_LOADER, none.because());
        }
        Optional<Inet4Address> address = chooser.choose(query);
        if (address.isEmpty()) {
            return exhausted(query);
        }
        return ReplyWriter.grant(
                query,
                MessageType.OFFER,
                address.get(),
                query.subnet().times().grant(query.message().options().number(KnownOption.LEASE_TIME)),
                answer);
    }

    /** What to boot comes second: an address was promised to every BOOTP client, and a printer boots nothing. */
    private Decision bootp(Query query, Optional<BootResolver> boot) throws LeaseStoreException {
        if (!Ipv4.isNone(query.message().ciaddr())) {
            // It has an address and asks for the rest (RFC 951, section 7.1).
            return ReplyWriter.bootp(query, Ipv4.NONE, BootChooser.choose(query, boot));
        }
        Optional<Inet4Address> reserved = query.reservation().map(Reservation::address);
        if (reserved.isEmpty() && !query.subnet().dynamicBootp()) {
            return drop(
                    Decision.Reason.BOOTP_DENIED,
                    "a BOOTP client: " + query.subnet().network() + " has neither dynamicBootp=true nor a reservation");
        }
        Optional<Inet4Address> address = chooser.choose(query);
        if (address.isEmpty() || !query.subnet().dynamicBootp() && !reserved.equals(address)) {
            return exhausted(query);
        }
        Decision.Reply reply = ReplyWriter.bootp(query, address.get(), BootChooser.choose(query, boot));
        Optional<Lease> standing = query.leases().byAddress(address.get());
        boolean saved = standing.filter(lease -> lease.state() == Lease.State.BOUND
                        && lease.client().equals(query.key())
                        && lease.expires().isEmpty())
                .isPresent();
        if (saved) {
            return reply;
        }
        return new Decision.Commit(
                Query.change(standing, query.bound(address.get(), Optional.empty())), Optional.of(reply), reply.text());
    }

    private Decision exhausted(Query query) {
        return drop(
                Decision.Reason.POOL_EXHAUSTED,
                "all " + query.subnet().poolSize() + " addresses of "
                        + query.subnet().pool() + " are taken");
    }

    /** RFC 2131, section 4.3.3: the client found somebody else at the address. */
    private Decision decline(Query query) throws LeaseStoreException {
        Optional<Inet4Address> address = query.message().options().address(KnownOption.REQUESTED_ADDRESS);
        if (address.isEmpty()) {
            return drop(Decision.Reason.NONSENSE, "a DECLINE of no address");
        }
        Optional<Lease> standing = query.leases().byAddress(address.get());
        boolean leased = standing.filter(
                        lease -> lease.client().equals(query.key()) && lease.state() == Lease.State.BOUND)
                .isPresent();
        boolean offered = offers.of(query.key(), query.now())
                .filter(address.get()::equals)
                .isPresent();
        if (!leased && !(offered && !query.isTaken(standing))) {
            return drop(
                    Decision.Reason.UNKNOWN_LEASE, address.get().getHostAddress() + " was not given to this client");
        }
        offers.forget(query.key());
        Lease next = new Lease(
                address.get(),
                query.key(),
                query.mac(),
                query.hostname(),
                Lease.State.DECLINED,
                query.now(),
                Optional.of(query.now().plus(query.defaults().quarantine())));
        return new Decision.Commit(
                Query.change(standing, next),
                Optional.empty(),
                "another machine uses " + address.get().getHostAddress() + "; nobody gets it for "
                        + query.defaults().quarantine().toMinutes() + " minutes");
    }

    /** RFC 2131, section 4.3.4; kept so that the client gets the same address again. */
    private Decision release(Query query) throws LeaseStoreException {
        Inet4Address address = query.message().ciaddr();
        Optional<Lease> standing = query.leases()
                .byAddress(address)
                .filter(lease -> lease.client().equals(query.key()) && lease.state() == Lease.State.BOUND);
        if (standing.isEmpty()) {
            return drop(Decision.Reason.UNKNOWN_LEASE, address.getHostAddress() + " is not this client's");
        }
        offers.forget(query.key());
        Lease lease = standing.get();
        Lease next = new Lease(
                address,
                lease.client(),
                lease.mac(),
                lease.hostname(),
                Lease.State.RELEASED,
                lease.starts(),
                Optional.of(query.now()));
        return new Decision.Commit(
                new LeaseChange.Replace(lease, next), Optional.empty(), address.getHostAddress() + " is free again");
    }

    private static Decision inform(Query query, Optional<BootResolver> boot) {
        BootAnswer answer = BootChooser.choose(query, boot);
        return ReplyWriter.inform(query, answer);
    }

    private static Decision drop(Decision.Reason reason, String because) {
        return new Decision.Drop(reason, because);
    }
}
