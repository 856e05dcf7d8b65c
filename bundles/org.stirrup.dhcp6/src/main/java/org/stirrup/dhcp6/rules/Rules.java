package org.stirrup.dhcp6.rules;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.dhcp6.codec.Association;
import org.stirrup.dhcp6.codec.Dhcp6Message;
import org.stirrup.dhcp6.codec.Ipv6;
import org.stirrup.dhcp6.codec.MessageType;
import org.stirrup.dhcp6.codec.Option;
import org.stirrup.dhcp6.codec.StatusCode;

/** A server's part of each exchange (RFC 8415, section 18.3). */
public final class Rules {
    /** More network cards than any client asks addresses for in one message. */
    private static final int ASSOCIATIONS = 8;

    private final Settings settings;
    private final AddressBook book;

    public Rules(Settings settings, AddressBook book) {
        this.settings = settings;
        this.book = book;
    }

    /** @param boot says what is booted; empty while nobody is there who could */
    public Decision decide(Dhcp6Message message, Arrival arrival, Optional<BootResolver> boot) {
        return objection(message, arrival).<Decision>map(Decision.Drop::new).orElseGet(() -> switch (message.type()) {
            case SOLICIT -> solicited(message, arrival, boot);
            case REQUEST -> given(message, arrival, boot, MessageType.REPLY);
            case RENEW -> given(message, arrival, boot, MessageType.REPLY);
            case REBIND -> rebound(message, arrival, boot);
            case CONFIRM -> confirmed(message, arrival);
            case RELEASE -> done(message, arrival, "gives its address back");
            case DECLINE -> declined(message, arrival);
            case INFORMATION_REQUEST -> informed(message, arrival, boot);
            case ADVERTISE, REPLY, RECONFIGURE -> new Decision.Drop("a message from a server");
        });
    }

    /** What section 16 has a server discard, and what no client sends. */
    private static Optional<String> objection(Dhcp6Message message, Arrival arrival) {
        Optional<ByteBuffer> client = message.option(Option.CLIENT_ID);
        Optional<ByteBuffer> server = message.option(Option.SERVER_ID);
        boolean toOne =
                switch (message.type()) {
                    case REQUEST, RENEW, RELEASE, DECLINE -> true;
                    default -> false;
                };
        boolean toAll =
                switch (message.type()) {
                    case SOLICIT, CONFIRM, REBIND -> true;
                    default -> false;
                };
        if ((toOne || toAll) && client.isEmpty()) {
            return Optional.of("it does not say who it is: no client identifier");
        }
        if (client.filter(Probe::isProbe).isPresent()) {
            return Optional.of("another Stirrup looks for other DHCPv6 servers");
        }
        if (client.filter(duid -> duid.remaining() > Identity.LONGEST_DUID || duid.remaining() < 3)
                .isPresent()) {
            return Optional.of("a client identifier of " + client.get().remaining() + " octets");
        }
        if (toAll && server.isPresent()) {
            return Optional.of("it names a server, where none may be named");
        }
        if (toOne && server.isEmpty()) {
            return Optional.of("it names no server");
        }
        if (server.filter(duid -> !duid.equals(arrival.serverId())).isPresent()) {
            return Optional.of("it is for another DHCPv6 server");
        }
        if (message.associations().size() > ASSOCIATIONS) {
            return Optional.of(
                    "it asks for the addresses of " + message.associations().size() + " network cards");
        }
        if (message.type() == MessageType.INFORMATION_REQUEST
                && !message.associations().isEmpty()) {
            return Optional.of("it asks for an address in a message that is not for that");
        }
        return Optional.empty();
    }

    private Decision solicited(Dhcp6Message message, Arrival arrival, Optional<BootResolver> boot) {
        boolean rapid = message.has(Option.RAPID_COMMIT);
        return given(message, arrival, boot, rapid ? MessageType.REPLY : MessageType.ADVERTISE);
    }

    /** Each network card gets the address that is its own; what else it holds is taken from it. */
    private Decision given(Dhcp6Message message, Arrival arrival, Optional<BootResolver> boot, MessageType type) {
        List<Association> associations = new ArrayList<>();
        Optional<Inet6Address> first = Optional.empty();
        for (Association asked : message.associations()) {
            if (asked.code() == Option.IA_NA) {
                Inet6Address own = own(message, arrival, asked);
                associations.add(association(asked, own, message.type() != MessageType.SOLICIT));
                first = first.or(() -> Optional.of(own));
            } else {
                associations.add(nothingFor(asked));
            }
        }
        if (message.associations().isEmpty()) {
            return new Decision.Drop("it asks for no address");
        }
        return reply(message, arrival, boot, type, associations, first);
    }

    /** What is kept for a machine goes to the first of its network cards in a message. */
    private Inet6Address own(Dhcp6Message message, Arrival arrival, Association asked) {
        ByteBuffer duid = message.option(Option.CLIENT_ID).orElseThrow();
        boolean first = message.associations().stream()
                .filter(each -> each.code() == Option.IA_NA)
                .findFirst()
                .filter(each -> each.id() == asked.id())
                .isPresent();
        Optional<Inet6Address> reserved =
                first ? settings.reserved(arrival.mac(), duid, arrival.network()) : Optional.empty();
        return book.of(
                arrival.network(),
                Identity.of(duid, asked),
                reserved,
                settings.reservations().values());
    }

    private Association association(Association asked, Inet6Address own, boolean takeOthers) {
        List<Association.Address> addresses = new ArrayList<>();
        addresses.add(new Association.Address(own, settings.lifetime(), settings.lifetime()));
        if (takeOthers) {
            asked.addresses().stream()
                    .filter(held -> !held.address().equals(own))
                    .forEach(held -> addresses.add(new Association.Address(held.address(), 0, 0)));
        }
        // Renewed at half of the time, of anybody at four fifths (RFC 8415, section 21.4).
        Association.Times times = new Association.Times(settings.lifetime() / 2, settings.lifetime() / 5 * 4);
        return new Association(asked.code(), asked.id(), times, addresses, List.of());
    }

    private static Association nothingFor(Association asked) {
        Option status = asked.code() == Option.IA_PD
                ? Option.status(StatusCode.NO_PREFIX_AVAILABLE, "no networks are given away here")
                : Option.status(StatusCode.NO_ADDRESSES_AVAILABLE, "no temporary addresses here");
        return new Association(asked.code(), asked.id(), Association.Times.UNSAID, List.of(), List.of(status));
    }

    /** The client asks everybody, because the server that gave the address is silent: that may be another one. */
    private Decision rebound(Dhcp6Message message, Arrival arrival, Optional<BootResolver> boot) {
        for (Association asked : message.associations()) {
            Inet6Address own = own(message, arrival, asked);
            for (Association.Address held : asked.addresses()) {
                if (arrival.network().holds(held.address()) && !held.address().equals(own)) {
                    return new Decision.Drop(Ipv6.text(held.address()) + " was given by another DHCPv6 server");
                }
            }
        }
        return given(message, arrival, boot, MessageType.REPLY);
    }

    /** Whether its addresses fit the link that the client finds itself on (section 18.3.3). */
    private static Decision confirmed(Dhcp6Message message, Arrival arrival) {
        List<Inet6Address> held = message.associations().stream()
                .flatMap(association -> association.addresses().stream())
                .map(Association.Address::address)
                .toList();
        if (held.isEmpty()) {
            return new Decision.Drop("it asks whether its addresses fit, and names none");
        }
        boolean fit = held.stream().allMatch(arrival.network()::holds);
        Option status = fit
                ? Option.status(StatusCode.SUCCESS, "on this link")
                : Option.status(StatusCode.NOT_ON_LINK, "this link is " + arrival.network());
        String text = fit ? "its addresses fit" : "its addresses are not of " + arrival.network();
        return answer(message, arrival, List.of(status), text);
    }

    private Decision declined(Dhcp6Message message, Arrival arrival) {
        ByteBuffer duid = message.option(Option.CLIENT_ID).orElseThrow();
        for (Association asked : message.associations()) {
            Identity who = Identity.of(duid, asked);
            Inet6Address own = own(message, arrival, asked);
            if (asked.addresses().stream().anyMatch(held -> held.address().equals(own))) {
                book.decline(who);
            }
        }
        return done(message, arrival, "found its address in use, and gets another one");
    }

    private static Decision done(Dhcp6Message message, Arrival arrival, String text) {
        return answer(message, arrival, List.of(Option.status(StatusCode.SUCCESS, "")), text);
    }

    private static Decision answer(Dhcp6Message message, Arrival arrival, List<Option> more, String text) {
        List<Option> options = ids(message, arrival);
        options.addAll(more);
        BootClient client = ClientReader.read(message, arrival);
        Dhcp6Message reply = new Dhcp6Message(MessageType.REPLY, message.transaction(), List.of(), options);
        return new Decision.Reply(reply, client, Optional.empty(), new BootAnswer.Nothing(), text);
    }

    private Decision informed(Dhcp6Message message, Arrival arrival, Optional<BootResolver> boot) {
        return reply(message, arrival, boot, MessageType.REPLY, List.of(), Optional.empty());
    }

    private Decision reply(
            Dhcp6Message message,
            Arrival arrival,
            Optional<BootResolver> boot,
            MessageType type,
            List<Association> associations,
            Optional<Inet6Address> address) {
        BootClient client = ClientReader.read(message, arrival);
        BootAnswer answer = BootChooser.choose(message, client, arrival, boot);
        List<Option> options = ids(message, arrival);
        if (message.type() == MessageType.SOLICIT && type == MessageType.REPLY) {
            options.add(Option.flag(Option.RAPID_COMMIT));
        }
        if (!settings.dnsServers().isEmpty() && message.asksFor(Option.DNS_SERVERS)) {
            options.add(Option.addresses(Option.DNS_SERVERS, settings.dnsServers()));
        }
        options.addAll(BootOptions.of(answer, client, settings.parameters()));
        Dhcp6Message reply = new Dhcp6Message(type, message.transaction(), associations, options);
        return new Decision.Reply(reply, client, address, answer, BootOptions.text(answer, address));
    }

    private static List<Option> ids(Dhcp6Message message, Arrival arrival) {
        List<Option> options = new ArrayList<>();
        message.option(Option.CLIENT_ID).ifPresent(duid -> options.add(new Option(Option.CLIENT_ID, duid)));
        options.add(new Option(Option.SERVER_ID, arrival.serverId()));
        return options;
    }
}
