package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.lease.LeaseStoreException;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.subnet.Subnet;

/**
 * The server's mind. It remembers offers; leases are the store's. Safe for many threads, but messages of one client
 * are to be brought one after the other.
 */
public final class Engine {
    private final Offers offers = new Offers();
    private final AddressChooser chooser = new AddressChooser(offers);
    private final RequestRules requests = new RequestRules(chooser);
    private final BootpRules bootp = new BootpRules(chooser);
    private final ReturnRules returns = new ReturnRules(offers);

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

    private Decision discover(Query query, Optional<BootResolver> boot) throws LeaseStoreException {
        BootAnswer answer = BootChooser.choose(query, boot);
        if (answer instanceof BootAnswer.NoLoader none) {
            return drop(Decision.Reason.NO_LOADER, none.because());
        }
        Optional<Inet4Address> address = chooser.choose(query);
        if (address.isEmpty()) {
            return AddressChooser.exhausted(query);
        }
        return ReplyWriter.grant(
                query,
                MessageType.OFFER,
                address.get(),
                query.subnet().times().grant(query.message().options().number(KnownOption.LEASE_TIME)),
                answer);
    }

    private static Decision inform(Query query, Optional<BootResolver> boot) {
        BootAnswer answer = BootChooser.choose(query, boot);
        return ReplyWriter.inform(query, answer);
    }

    private static Decision drop(Decision.Reason reason, String because) {
        return new Decision.Drop(reason, because);
    }
}
