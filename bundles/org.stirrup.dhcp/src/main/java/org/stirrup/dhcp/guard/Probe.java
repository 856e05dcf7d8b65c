package org.stirrup.dhcp.guard;

import java.net.Inet4Address;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.dhcp.codec.DhcpMessage;
import org.stirrup.dhcp.codec.Ipv4;
import org.stirrup.dhcp.codec.KnownOption;
import org.stirrup.dhcp.codec.MessageType;
import org.stirrup.dhcp.codec.Octets;
import org.stirrup.dhcp.codec.Options;

/**
 * How other servers are looked for: by an INFORM, which most of them answer at once, and by a DISCOVER, which any of them
 * answers, some after three seconds in which they ping the address that they are going to offer and hear nobody else
 * (dnsmasq). What is offered is not taken.
 *
 * <p>Whoever reads another server's log finds a client {@code stirrup-probe} with a hardware address 02:53:54 and the
 * last three bytes of the appliance's IP address.
 */
public final class Probe {
    /** Option 60 of the answer of a Stirrup that gives addresses. */
    public static final String ANSWER = "Stirrup:server";

    private static final Pattern CLASS =
            Pattern.compile("Stirrup:(looking|serving|aside):([0-9]{1,3}(?:\\.[0-9]{1,3}){3})");

    private Probe() {}

    /** What the one that looks does meanwhile. */
    public enum State {
        LOOKING,
        SERVING,
        ASIDE
    }

    /** Who looks. */
    public record Sender(Inet4Address address, State state) {}

    /** How answers come back. */
    public enum Way {
        /** As to any client: broadcast, or to our address, port 68. */
        CLIENT,
        /** As to a relay agent, port 67: another program has port 68. Servers that want to know no relay stay unseen. */
        RELAY
    }

    /** Locally administered, the same at each start so that a server keeps no more than one address for it. */
    public static MacAddress mac(Inet4Address own) {
        byte[] address = own.getAddress();
        return MacAddress.of(new byte[] {0x02, 0x53, 0x54, address[1], address[2], address[3]});
    }

    /** To port 67. Its answer comes to our address, port 68: of no use where another program has that. */
    public static DhcpMessage inform(Inet4Address own, int xid, State state) {
        return message(own, xid, state, MessageType.INFORM, own, Way.CLIENT);
    }

    /** To port 67, by broadcast. */
    public static DhcpMessage discover(Inet4Address own, int xid, State state, Way way) {
        return message(own, xid, state, MessageType.DISCOVER, Ipv4.NONE, way);
    }

    /** What a Stirrup that gives addresses says to another that looks: that it is there, and no more. */
    public static DhcpMessage answer(DhcpMessage probe, Inet4Address own) {
        Options options = Options.NONE
                .withNumber(KnownOption.MESSAGE_TYPE, MessageType.ACK.code())
                .withAddress(KnownOption.SERVER_IDENTIFIER, own)
                .withText(KnownOption.VENDOR_CLASS, ANSWER);
        return probe.reply(probe.flags(), probe.ciaddr(), Ipv4.NONE, Ipv4.NONE, "", options);
    }

    private static DhcpMessage message(
            Inet4Address own, int xid, State state, MessageType type, Inet4Address ciaddr, Way way) {
        boolean relayed = way == Way.RELAY;
        String name = "Stirrup:" + state.name().toLowerCase(Locale.ROOT) + ":" + own.getHostAddress();
        Options options = Options.NONE
                .withNumber(KnownOption.MESSAGE_TYPE, type.code())
                .withText(KnownOption.VENDOR_CLASS, name)
                .withText(KnownOption.HOST_NAME, "stirrup-probe")
                .with(KnownOption.PARAMETER_REQUEST_LIST, Octets.of((byte) KnownOption.SUBNET_MASK.code(), (byte)
                        KnownOption.VENDOR_CLASS.code()));
        return new DhcpMessage(
                DhcpMessage.Op.REQUEST,
                1,
                Octets.of(mac(own).bytes()),
                relayed ? 1 : 0,
                xid,
                0,
                DhcpMessage.BROADCAST,
                ciaddr,
                Ipv4.NONE,
                Ipv4.NONE,
                relayed ? own : Ipv4.NONE,
                "",
                "",
                Optional.empty(),
                options);
    }

    /** Who looks for others with this message; empty when it is a client's. */
    public static Optional<Sender> sender(DhcpMessage message) {
        if (message.op() != DhcpMessage.Op.REQUEST) {
            return Optional.empty();
        }
        return message.options()
                .text(KnownOption.VENDOR_CLASS)
                .map(CLASS::matcher)
                .filter(Matcher::matches)
                .flatMap(Probe::read)
                .filter(sender -> message.hardware()
                        .equals(Octets.of(mac(sender.address()).bytes())));
    }

    private static Optional<Sender> read(Matcher match) {
        try {
            State state = State.valueOf(match.group(1).toUpperCase(Locale.ROOT));
            return Optional.of(new Sender(Ipv4.parse(match.group(2)), state));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
