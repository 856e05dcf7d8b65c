package org.stirrup.dhcp.engine;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.host.Host;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.Options;
import org.stirrup.dhcp.subnet.HostSettings;
import org.stirrup.dhcp.subnet.Reservation;
import org.stirrup.dhcp.subnet.Subnet;

/** Puts replies together (RFC 2131, section 4.3.1 and table 3). */
final class ReplyWriter {
    /** One byte of the header's {@code file} is for the NUL that some firmware needs. */
    private static final int LONGEST_FILE = 127;

    /** What a loader cannot change: the terms on which the address is given. */
    private static final Set<KnownOption> OWN = Set.of(
            KnownOption.MESSAGE_TYPE,
            KnownOption.SERVER_IDENTIFIER,
            KnownOption.LEASE_TIME,
            KnownOption.OVERLOAD,
            KnownOption.SUBNET_MASK,
            KnownOption.CLIENT_IDENTIFIER,
            KnownOption.RELAY_AGENT);

    private ReplyWriter() {}

    /** OFFER, or ACK to a REQUEST. @param lease how long the client may use the address */
    static Decision.Reply grant(Query query, MessageType type, Inet4Address address, Duration lease, BootAnswer boot) {
        Options options = head(query, type)
                .withNumber(KnownOption.LEASE_TIME, lease.toSeconds())
                .withNumber(KnownOption.RENEWAL_TIME, lease.toSeconds() / 2)
                .withNumber(KnownOption.REBINDING_TIME, lease.toSeconds() * 7 / 8);
        Inet4Address ciaddr = type == MessageType.ACK ? query.message().ciaddr() : Ipv4.NONE;
        return finish(query, subnetOptions(query, options), ciaddr, address, boot);
    }

    /** ACK to an INFORM: everything but an address (RFC 2131, section 4.3.5). */
    static Decision.Reply inform(Query query, BootAnswer boot) {
        Options options = subnetOptions(query, head(query, MessageType.ACK));
        return finish(query, options, query.message().ciaddr(), Ipv4.NONE, boot);
    }

    /** BOOTREPLY; the address is for ever (RFC 1534, section 2). */
    static Decision.Reply bootp(Query query, Inet4Address address, BootAnswer boot) {
        return finish(query, subnetOptions(query, Options.NONE), query.message().ciaddr(), address, boot);
    }

    /** NAK: nothing but who says so, and why (RFC 2131, table 3). */
    static Decision.Reply nak(Query query, String because) {
        Options options = echo(query, head(query, MessageType.NAK).withText(KnownOption.MESSAGE, because));
        // "the server sets the broadcast bit in the DHCPNAK, so that the relay agent will broadcast" (section 4.3.2).
        boolean relayed = !Ipv4.isNone(query.message().giaddr());
        int flags = query.message().flags() | (relayed ? DhcpMessage.BROADCAST : 0);
        DhcpMessage reply = query.message().reply(flags, Ipv4.NONE, Ipv4.NONE, Ipv4.NONE, "", options);
        return reply(query, reply, new BootAnswer.Nothing(), query.client(), because);
    }

    private static Options head(Query query, MessageType type) {
        return Options.NONE
                .withNumber(KnownOption.MESSAGE_TYPE, type.code())
                .withAddress(KnownOption.SERVER_IDENTIFIER, query.serverIdentifier());
    }

    private static Options subnetOptions(Query query, Options start) {
        Subnet subnet = query.subnet();
        Options options = start.withAddress(
                        KnownOption.SUBNET_MASK, subnet.network().netmask())
                .with(KnownOption.ROUTERS, addresses(subnet.routers()))
                .with(KnownOption.DOMAIN_NAME_SERVERS, addresses(subnet.domainNameServers()))
                .with(KnownOption.DOMAIN_NAME, subnet.domainName().map(Octets::ofText))
                .with(KnownOption.HOST_NAME, hostname(query).map(Octets::ofText))
                .with(
                        KnownOption.FQDN,
                        ClientName.of(query.message()).map(name -> name.reply(hostname(query), subnet.domainName())));
        if (query.message().asksFor(KnownOption.BROADCAST_ADDRESS)) {
            options = options.withAddress(
                    KnownOption.BROADCAST_ADDRESS, subnet.network().broadcast());
        }
        for (Map.Entry<Integer, Octets> extra : query.terms().options().entrySet()) {
            options = options.with(extra.getKey(), extra.getValue());
        }
        return options;
    }

    /** What the machine is called here: in the configuration, else in the directory of hosts. */
    private static Optional<String> hostname(Query query) {
        return query.reservation()
                .flatMap(Reservation::hostname)
                .or(() -> query.standing().file().flatMap(HostSettings::hostname))
                .or(() -> query.standing().host().flatMap(Host::name).filter(Reservation::isHostname));
    }

    private static Optional<Octets> addresses(List<Inet4Address> addresses) {
        return addresses.stream().map(Ipv4::octets).reduce(Octets::then);
    }

    /** What goes back as it came: options 61 (RFC 6842, section 3), 82 (RFC 3046, section 2.2), 118 (RFC 3011, section 2). */
    private static Options echo(Query query, Options options) {
        Options asked = query.message().options();
        return options.with(KnownOption.CLIENT_IDENTIFIER, asked.get(KnownOption.CLIENT_IDENTIFIER))
                .with(KnownOption.SUBNET_SELECTION, asked.get(KnownOption.SUBNET_SELECTION))
                .with(KnownOption.RELAY_AGENT, asked.get(KnownOption.RELAY_AGENT));
    }

    private static Decision.Reply finish(
            Query query, Options options, Inet4Address ciaddr, Inet4Address yiaddr, BootAnswer boot) {
        Inet4Address subject = Ipv4.isNone(yiaddr) ? ciaddr : yiaddr;
        String text = subject.getHostAddress();
        String file = "";
        Inet4Address siaddr = Ipv4.NONE;
        if (boot instanceof BootAnswer.Program program) {
            siaddr = program.server();
            file = program.file().length() <= LONGEST_FILE ? program.file() : "";
            options = bootOptions(query, options, program);
            text += ", " + program.file() + " by " + program.by().orElse("configuration");
        }
        DhcpMessage reply =
                query.message().reply(query.message().flags(), ciaddr, yiaddr, siaddr, file, echo(query, options));
        BootClient client =
                Ipv4.isNone(subject) ? query.client() : query.client().withAddress(subject);
        return reply(query, reply, boot, client, text);
    }

    private static Options bootOptions(Query query, Options start, BootAnswer.Program program) {
        DhcpMessage message = query.message();
        Options options = start;
        if (message.asksFor(KnownOption.TFTP_SERVER_NAME)) {
            options = options.withText(
                    KnownOption.TFTP_SERVER_NAME, program.server().getHostAddress());
        }
        if (message.asksFor(KnownOption.BOOT_FILE) || program.file().length() > LONGEST_FILE) {
            options = options.withText(KnownOption.BOOT_FILE, program.file());
        }
        if (query.client().stage() == BootClient.Stage.HTTP_BOOT) {
            // UEFI HTTP Boot takes no offer without it (UEFI 2.10, section 24.7.3.1). PXE firmware needs no such word
            // from a server that names the boot file, and some would then ask port 4011 for it.
            options = options.withText(KnownOption.VENDOR_CLASS, "HTTPClient");
        }
        options = options.with(KnownOption.MACHINE_IDENTIFIER, message.options().get(KnownOption.MACHINE_IDENTIFIER));
        for (Map.Entry<Integer, Octets> extra : program.options().entrySet()) {
            options = isOwn(extra.getKey()) ? options : options.with(extra.getKey(), extra.getValue());
        }
        return Tailor.options(query, options, OWN);
    }

    private static boolean isOwn(int code) {
        return KnownOption.of(code).filter(OWN::contains).isPresent();
    }

    private static Decision.Reply reply(
            Query query, DhcpMessage reply, BootAnswer boot, BootClient client, String text) {
        Destination to = ReplyRoute.of(
                query.message(), reply, query.mac(), query.defaults().port());
        return Tailor.reply(query, reply, to, boot, client, text);
    }
}
